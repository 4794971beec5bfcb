/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.wire.GapReason;
import io.hop444.wire.LogGap;
import io.hop444.wire.LogKind;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A gap that was not acknowledged yet, over a restart.
 *
 * @param kind of the log
 */
record SavedGap(
    String site,
    String server,
    String log,
    String kind,
    String reason,
    String file,
    long bytes,
    String detail) {

  static SavedGap of(FollowedLog log, LogGap gap) {
    return new SavedGap(
        log.site(),
        log.server(),
        log.log(),
        log.kind().name(),
        gap.getReason().name(),
        gap.getFile(),
        gap.getBytes(),
        gap.getDetail());
  }

  /** Whether it can be what was saved once. */
  static boolean isUsable(SavedGap saved) {
    return saved != null
        && Stream.of(saved.site, saved.server, saved.log, saved.detail).allMatch(Objects::nonNull)
        && Arrays.stream(LogKind.values()).anyMatch(kind -> kind.name().equals(saved.kind))
        && Arrays.stream(GapReason.values()).anyMatch(each -> each.name().equals(saved.reason));
  }

  LogGap gap() {
    return new LogGap(GapReason.valueOf(reason), file, bytes, detail);
  }
}
