/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import java.time.Instant;

/**
 * Which file is read.
 *
 * @param site name of the site's folder
 * @param server NetBIOS name in lower case
 * @param log folder below the server's: W3SVC2, HttpProxy/Owa ...
 * @param source the file, relative to the estate, with forward slashes
 * @param modifiedAt when it was written last: the time of a file that carries none itself
 */
public record FileOrigin(
    String site, String server, String log, String source, Instant modifiedAt) {}
