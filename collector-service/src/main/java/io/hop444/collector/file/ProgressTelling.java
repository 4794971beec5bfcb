/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.domain.Pause;
import io.hop444.collector.estate.EstateScan;
import io.hop444.schemas.EncodedRecord;
import io.hop444.wire.LogKind;
import io.hop444.wire.ReadProgress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Tells Kafka how far each log is read, what of it is lost, and which servers there are. Used by
 * the tailer's thread.
 */
final class ProgressTelling {

  private static final long AT_MOST_EVERY = 1_000;
  private static final long HEARTBEAT_EVERY = 10_000;

  private final String collector;
  private final Shipping shipping;
  private final Pause servers = new Pause();

  ProgressTelling(String collector, Shipping shipping) {
    this.collector = collector;
    this.shipping = shipping;
  }

  /** What is due, while there is room. */
  void tell(Collection<FollowedLog> logs, List<EstateScan.Server> there, long now) {
    if (!shipping.hasRoom()) {
      return;
    }
    for (FollowedLog log : logs) {
      boolean more = true;
      while (more) {
        ReadProgress due = log.due(collector, now, AT_MOST_EVERY, HEARTBEAT_EVERY);
        if (due != null) {
          ship(due, () -> log.acknowledged(due));
        }
        more = due != null && due.getGap() != null;
      }
    }
    if (servers.isOver(now)) {
      servers.start(now, HEARTBEAT_EVERY);
      there.forEach(server -> ship(ofServer(server.site(), server.server(), now), () -> {}));
    }
  }

  private void ship(ReadProgress told, Runnable delivered) {
    shipping.ship(EncodedRecord.of(told, FileParsing.CODEC), delivered);
  }

  private ReadProgress ofServer(String site, String server, long now) {
    return new ReadProgress(
        site,
        server,
        collector,
        "",
        LogKind.SERVER,
        null,
        0L,
        0L,
        0L,
        null,
        Instant.ofEpochMilli(now),
        null,
        null);
  }
}
