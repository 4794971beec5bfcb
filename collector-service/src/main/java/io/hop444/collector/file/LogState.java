/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.time.Duration;
import java.time.Instant;

/**
 * How one log stands.
 *
 * @param site folder of the site
 * @param server NetBIOS name
 * @param log folder below the server's
 * @param offset bytes of the file read last that are acknowledged
 * @param size bytes of that file
 * @param lagBytes bytes of the log that are not acknowledged, a last line without its end among
 *     them
 * @param lag how far event time is behind, zero when nothing waits; null when nothing was read yet
 * @param acknowledgedAt when something of it was acknowledged last; null when nothing was since the
 *     start
 * @param waiting for how long something is there and nothing was acknowledged, though it is this
 *     log's turn
 * @param clockSkewMillis the server's clock less this machine's; null when not known
 */
public record LogState(
    String site,
    String server,
    String log,
    long offset,
    long size,
    long lagBytes,
    Duration lag,
    Instant acknowledgedAt,
    Duration waiting,
    Long clockSkewMillis) {

  /** Site, server and log. */
  public String name() {
    return site + "/" + server + "/" + log;
  }
}
