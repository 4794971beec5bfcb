/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.domain.Checkpoint;
import io.hop444.collector.domain.ClockSkew;
import io.hop444.wire.LogGap;
import io.hop444.wire.LogKind;
import io.hop444.wire.ReadProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * One log of a server: its files, oldest first. They are read one after the other, so that "read up
 * to" holds for the log as a whole. Used by the tailer's thread.
 */
final class FollowedLog {

  private static final Comparator<TailedFile> OLDEST_FIRST =
      Comparator.comparingLong(TailedFile::modifiedAt)
          .thenComparing(f -> f.file().source())
          .thenComparingInt(TailedFile::incarnation);

  /** More than these are told together while nothing can be shipped. */
  private static final int MAX_GAPS = 100;

  private final String site;
  private final String server;
  private final String log;
  private final List<TailedFile> files = new ArrayList<>();

  /** What is still to be told, oldest first; acknowledgements come by other threads. */
  private final Deque<LogGap> gaps = new ConcurrentLinkedDeque<>();

  private final Set<LogGap> underWay = ConcurrentHashMap.newKeySet();
  private final ClockSkew skew = new ClockSkew();
  private LogKind kind;
  private long readUpTo = Long.MIN_VALUE;
  private long lastAcknowledgedBytes = -1;
  private long acknowledgedAt = Long.MIN_VALUE;
  private long waitingSince = Long.MIN_VALUE;
  private ReadProgress sent;
  private long sentAt;

  FollowedLog(String site, String server, String log, LogKind kind) {
    this.site = site;
    this.server = server;
    this.log = log;
    this.kind = kind;
  }

  String site() {
    return site;
  }

  String server() {
    return server;
  }

  String log() {
    return log;
  }

  LogKind kind() {
    return kind;
  }

  List<TailedFile> files() {
    return files;
  }

  /** Puts the files in order again after their times have changed. */
  void sort() {
    files.sort(OLDEST_FIRST);
  }

  /** Whether writers are likely to write to this one: the others are older. */
  boolean isNewest(TailedFile file) {
    return files.get(files.size() - 1) == file;
  }

  void add(TailedFile file) {
    files.add(file);
    took(file.acknowledged());
  }

  void remove(TailedFile file) {
    took(file.acknowledged());
    files.remove(file);
  }

  /** A row that was just written was read. */
  void sawFresh(long rowMillis, long readMillis) {
    skew.saw(rowMillis, readMillis);
  }

  /** Evidence of this log was lost. It is told until it is acknowledged. */
  void lost(LogGap gap) {
    LogGap last = gaps.peekLast();
    if (gaps.size() < MAX_GAPS || underWay.contains(last)) {
      gaps.addLast(gap);
    } else if (gaps.removeLastOccurrence(last)) {
      gaps.addLast(
          new LogGap(
              gap.getReason(),
              gap.getFile(),
              last.getBytes() + gap.getBytes(),
              "the last of several: " + gap.getDetail()));
    }
  }

  /** Gaps that are not acknowledged. */
  List<LogGap> gaps() {
    return List.copyOf(gaps);
  }

  /** What was told of this log has been acknowledged. */
  void acknowledged(ReadProgress told) {
    if (told.getGap() != null) {
      gaps.removeFirstOccurrence(told.getGap());
      underWay.remove(told.getGap());
    }
  }

  /** What was under way is lost and is told again. */
  void tellAgain() {
    underWay.clear();
  }

  private void took(Checkpoint checkpoint) {
    readUpTo = Math.max(readUpTo, checkpoint.readUpTo());
  }

  /**
   * What is to be told about this log now: nothing when nothing changed, unless it is time for a
   * sign of life.
   *
   * @param sooner least milliseconds between two records
   * @param later most milliseconds between two records
   */
  ReadProgress due(String collector, long now, long sooner, long later) {
    LogGap gap = gaps.stream().filter(each -> !underWay.contains(each)).findFirst().orElse(null);
    long since = now < sentAt ? later : now - sentAt;
    if (gap == null && since < sooner) {
      return null;
    }
    ReadProgress current = current(collector, now);
    boolean same = sent != null && isSame(sent, current);
    if (same && gap == null && since < later) {
      return null;
    }
    current.put("gap", gap);
    if (gap != null) {
      underWay.add(gap);
    }
    sent = current;
    sentAt = now;
    return current;
  }

  /** The state of this log. */
  ReadProgress current(String collector, long now) {
    TailedFile shown = null;
    long lag = 0;
    for (TailedFile file : files) {
      Checkpoint acknowledged = file.acknowledged();
      took(acknowledged);
      lag += Math.max(0, file.size() - acknowledged.offset());
      if (file.kind() != LogKind.UNKNOWN && kind != LogKind.BACK_END_IIS) {
        kind = file.kind();
      }
      if (shown == null || shown.size() <= shown.acknowledged().offset()) {
        shown = file;
      }
    }
    return new ReadProgress(
        site,
        server,
        collector,
        log,
        kind,
        shown == null ? null : shown.source(),
        shown == null ? 0 : shown.acknowledged().offset(),
        shown == null ? 0 : shown.size(),
        lag,
        readUpTo == Long.MIN_VALUE ? null : Instant.ofEpochMilli(readUpTo),
        Instant.ofEpochMilli(now),
        null,
        skew.millis(now));
  }

  /** Bytes of its files that are acknowledged; changes whenever something is. */
  long acknowledgedBytes() {
    return files.stream().mapToLong(file -> file.acknowledged().offset()).sum();
  }

  /**
   * How it stands.
   *
   * @param itsTurn false while its records wait for older ones of other logs, which are shipped
   */
  LogState state(ReadProgress current, long now, boolean itsTurn) {
    long bytes = acknowledgedBytes();
    boolean waits = false;
    for (TailedFile file : files) {
      waits |= file.hasUnread() || !file.isSettled();
    }
    if (bytes != lastAcknowledgedBytes) {
      acknowledgedAt = lastAcknowledgedBytes < 0 ? acknowledgedAt : now;
      lastAcknowledgedBytes = bytes;
      waitingSince = now;
    }
    if (!waits || !itsTurn || waitingSince == Long.MIN_VALUE) {
      waitingSince = now;
    }
    // A clock that was set back must not make ages negative: they count anew.
    waitingSince = Math.min(waitingSince, now);
    acknowledgedAt = Math.min(acknowledgedAt, now);
    return new LogState(
        site,
        server,
        log,
        current.getOffset(),
        current.getSize(),
        current.getLagBytes(),
        waits ? behind(now) : Duration.ZERO,
        acknowledgedAt == Long.MIN_VALUE ? null : Instant.ofEpochMilli(acknowledgedAt),
        Duration.ofMillis(now - waitingSince),
        current.getClockSkewMillis());
  }

  private Duration behind(long now) {
    return readUpTo == Long.MIN_VALUE ? null : Duration.ofMillis(Math.max(0, now - readUpTo));
  }

  private static boolean isSame(ReadProgress a, ReadProgress b) {
    return a.getOffset() == b.getOffset()
        && a.getSize() == b.getSize()
        && a.getLagBytes() == b.getLagBytes()
        && java.util.Objects.equals(a.getFile(), b.getFile())
        && a.getKind() == b.getKind();
  }
}
