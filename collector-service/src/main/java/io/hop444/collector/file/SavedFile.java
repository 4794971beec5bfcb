/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.domain.Checkpoint;

/**
 * What is remembered of a file over a restart.
 *
 * @param identity key of its identity
 * @param path relative to the estate, with forward slashes
 * @param incarnation 1 for the first file of this name; grows when it is truncated or replaced
 * @param site folder of the site
 * @param server NetBIOS name
 * @param log folder below the server's
 * @param kind of the log, as far as its rows told
 * @param size last known
 * @param modifiedAt last known, in milliseconds since 1970
 * @param checkpoint how far it was acknowledged
 */
record SavedFile(
    String identity,
    String path,
    int incarnation,
    String site,
    String server,
    String log,
    String kind,
    long size,
    long modifiedAt,
    Checkpoint checkpoint) {}
