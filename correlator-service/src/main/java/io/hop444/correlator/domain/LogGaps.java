/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which logs of a server should have been collected and were not. The back-end log is missed when
 * front ends ask the server and no row of it is ever read.
 */
final class LogGaps {

  /** What the back-end site's log is called where its folder is not known. */
  private static final String USUAL_BACK_END_LOG = "W3SVC2";

  private static final int MAX_LOSSES = 64;
  private static final String NOT_COLLECTED = "NOT_COLLECTED";

  private Instant firstAskedAt;
  private Instant lastAskedAt;
  private boolean backEndLogSeen;

  /** Event time up to which the back-end log is read; null before the first row. */
  private Instant backEndLogReadUpTo;

  private Instant missingToldAt;
  private long version;
  private final Map<String, Instant> lossesTold = new TreeMap<>();

  void asked(Instant at) {
    firstAskedAt = firstAskedAt == null || at.isBefore(firstAskedAt) ? at : firstAskedAt;
    lastAskedAt = lastAskedAt == null || at.isAfter(lastAskedAt) ? at : lastAskedAt;
  }

  void backEndLogReadUpTo(Instant at) {
    backEndLogSeen = true;
    if ((backEndLogReadUpTo == null || at.isAfter(backEndLogReadUpTo))) {
      backEndLogReadUpTo = at;
    }
  }

  boolean backEndLogSeen() {
    return backEndLogSeen;
  }

  /** True when a row of that moment would have been read by now. */
  boolean backEndLogReadPast(Instant moment) {
    return backEndLogReadUpTo != null && backEndLogReadUpTo.isAfter(moment);
  }

  /** When the missing log is to be told; null when it is told, or not missing. */
  Instant tellMissingAt(Duration patience) {
    return firstAskedAt == null || backEndLogSeen || missingToldAt != null
        ? null
        : firstAskedAt.plus(patience);
  }

  Outcome.GapChanged tellMissing(String site, String server, Instant now) {
    missingToldAt = now;
    version++;
    return backEndGap(
        site,
        server,
        true,
        "Front ends ask this server, but no row of its back-end log (port 444) was read. "
            + "Collect inetpub/logs/LogFiles of it.");
  }

  /** The gap is closed by the first row; null when there was none. */
  Outcome.GapChanged tellFoundAgain(String site, String server) {
    if (missingToldAt == null || !backEndLogSeen) {
      return null;
    }
    missingToldAt = null;
    version++;
    return backEndGap(site, server, false, "The back-end log is read now.");
  }

  private Outcome.GapChanged backEndGap(String site, String server, boolean open, String detail) {
    return new Outcome.GapChanged(
        "gap-" + Long.toHexString(Hash64.of(server + "/back-end-log")),
        version,
        site,
        server,
        USUAL_BACK_END_LOG,
        NOT_COLLECTED,
        open,
        firstAskedAt,
        lastAskedAt,
        detail);
  }

  Outcome.GapChanged tellLoss(Evidence.Progress progress) {
    Evidence.Loss loss = progress.loss();
    String name = progress.log() + "/" + loss.reason() + "/" + loss.file();
    Instant first = lossesTold.computeIfAbsent(name, key -> progress.toldAt());
    version++;
    return new Outcome.GapChanged(
        "gap-" + Long.toHexString(Hash64.of(progress.server() + "/" + name)),
        version,
        progress.site(),
        progress.server(),
        progress.log(),
        loss.reason(),
        true,
        first,
        progress.toldAt(),
        loss.detail());
  }

  /** Forgets when the oldest loss was first told, when there are too many; returns true then. */
  boolean forgetsLosses() {
    if (lossesTold.size() <= MAX_LOSSES) {
      return false;
    }
    lossesTold.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .ifPresent(oldest -> lossesTold.remove(oldest.getKey()));
    return true;
  }

  void writeTo(StateWriter out) {
    out.time(firstAskedAt);
    out.time(lastAskedAt);
    out.flag(backEndLogSeen);
    out.time(backEndLogReadUpTo);
    out.time(missingToldAt);
    out.number(version);
    out.each(
        lossesTold.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.time(entry.getValue());
        });
  }

  static LogGaps readFrom(StateReader in) {
    LogGaps gaps = new LogGaps();
    gaps.firstAskedAt = in.time();
    gaps.lastAskedAt = in.time();
    gaps.backEndLogSeen = in.flag();
    gaps.backEndLogReadUpTo = in.time();
    gaps.missingToldAt = in.time();
    gaps.version = in.number();
    in.each(reader -> gaps.lossesTold.put(reader.text(), reader.time()));
    return gaps;
  }
}
