/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.estate;

import java.nio.file.Path;

/**
 * A file of the estate that hop444 can read.
 *
 * @param site name of the site's folder, as written
 * @param server NetBIOS name of the server, in lower case
 * @param log folder below the server's: W3SVC2, HttpProxy/Owa, HTTPERR, events, inventory
 * @param format how it is written
 * @param path where it is
 * @param source relative to the estate's folder, with forward slashes
 */
public record LogFile(
    String site, String server, String log, LogFormat format, Path path, String source) {

  /** The same file, which is at another place now. */
  public LogFile at(Path now) {
    return new LogFile(site, server, log, format, now, source);
  }
}
