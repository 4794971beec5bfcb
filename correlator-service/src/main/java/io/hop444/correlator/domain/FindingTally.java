/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts one kind of finding of one server. */
final class FindingTally {

  /** Occurrences further apart than this are no burst. */
  private static final Duration BURST = Duration.ofMinutes(5);

  /** What stands is counted anew when it is seen this much later. */
  private static final Duration STILL = Duration.ofHours(12);

  private static final int MAX_EVIDENCE = 3;
  private static final int TEXT_KEPT = 512;

  /**
   * What is so until somebody changes it, as a certificate that expires soon: one finding, however
   * often it is seen.
   *
   * @param what tells it from others of its kind
   * @param words a clause that says what it is
   */
  record Standing(String what, FindingKind.Severity severity, String words) {
    void writeTo(StateWriter out) {
      out.text(what);
      out.constant(severity);
      out.text(words);
    }

    static Standing readFrom(StateReader in) {
      return new Standing(in.text(), in.constant(FindingKind.Severity.class), in.text());
    }
  }

  final FindingKind kind;
  final String server;

  /** Null for what happens and ends. */
  final Standing standing;

  Instant firstAt;
  Instant lastAt;
  long count;
  long version;
  long toldCount;
  Instant toldAt;

  /** Day of the finding that was told last, and the how many-th of that day it is: its id. */
  private long day;

  private long numberOfDay;

  final List<Source> evidence = new ArrayList<>();

  FindingTally(FindingKind kind, String server, Standing standing) {
    this.kind = kind;
    this.server = server;
    this.standing = standing;
  }

  String name() {
    return nameOf(kind, server) + (standing == null ? "" : "/" + standing.what());
  }

  /** Name in the state: one tally for each. */
  static String nameOf(FindingKind kind, String server) {
    return kind + "/" + server;
  }

  void add(Instant at, Source source, long times, Duration quiet) {
    if (standing != null && lastAt != null && at.isBefore(lastAt.plus(STILL))) {
      return;
    }
    boolean told = version > 0;
    if (standing == null && lastAt != null && at.isAfter(lastAt.plus(told ? quiet : BURST))) {
      startAgain();
    }
    firstAt = firstAt == null || at.isBefore(firstAt) ? at : firstAt;
    lastAt = lastAt == null || at.isAfter(lastAt) ? at : lastAt;
    count += times;
    if (source != null && evidence.size() < MAX_EVIDENCE) {
      evidence.add(source.cutTo(TEXT_KEPT));
    }
  }

  private void startAgain() {
    firstAt = null;
    lastAt = null;
    count = 0;
    version = 0;
    toldCount = 0;
    toldAt = null;
    evidence.clear();
  }

  boolean worthTelling() {
    return count >= kind.threshold() && count > toldCount;
  }

  /** When it is to be told, null when there is nothing to tell. */
  Instant tellAt(Duration interval) {
    if (!worthTelling()) {
      return null;
    }
    return toldAt == null ? lastAt.plus(kind.patience()) : toldAt.plus(interval);
  }

  Outcome tell(BackEndState state, Instant now) {
    if (version == 0) {
      long first = StateIds.dayOf(firstAt);
      numberOfDay = first == day ? numberOfDay + 1 : 1;
      day = first;
    }
    version++;
    toldCount = count;
    toldAt = now;
    return new Outcome.FindingChanged(
        state.stateIds.of("finding", day, name() + "/" + numberOfDay),
        version,
        kind,
        standing == null ? kind.severity() : standing.severity(),
        standing == null ? kind.words() : standing.words(),
        state.site(),
        server,
        firstAt,
        lastAt,
        count,
        evidence);
  }

  void writeTo(StateWriter out) {
    out.constant(kind);
    out.text(server);
    out.optional(standing, Standing::writeTo);
    out.time(firstAt);
    out.time(lastAt);
    out.number(count);
    out.number(version);
    out.number(toldCount);
    out.time(toldAt);
    out.number(day);
    out.number(numberOfDay);
    out.each(evidence, Source::writeTo);
  }

  static FindingTally readFrom(StateReader in) {
    FindingTally tally =
        new FindingTally(
            in.constant(FindingKind.class), in.text(), in.optional(Standing::readFrom));
    tally.firstAt = in.time();
    tally.lastAt = in.time();
    tally.count = in.number();
    tally.version = in.number();
    tally.toldCount = in.number();
    tally.toldAt = in.time();
    tally.day = in.number();
    tally.numberOfDay = in.number();
    tally.evidence.addAll(in.each(Source::readFrom));
    return tally;
  }
}
