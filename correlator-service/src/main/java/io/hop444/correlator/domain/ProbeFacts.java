/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import io.hop444.correlator.domain.Evidence.TlsProbe.Ending;
import java.time.Duration;
import java.time.Instant;

/**
 * What TLS probes of a server's port 444 showed. A handshake that is broken off, or a port that
 * does not speak TLS, proves what failed requests only suggest; a certificate that is shown is the
 * very one the front ends meet.
 */
final class ProbeFacts {

  /** Probes are made every minute or so; one of this age still describes the port. */
  static final Duration FRESH = Duration.ofMinutes(5);

  private static final int TEXT_KEPT = 512;

  private Source last;
  private Ending ending;

  /** First of the probes since which all were broken off or met no TLS. */
  private Source brokenSince;

  /** Time of the last probe that was shown a certificate; null before the first. */
  private Instant shownAt;

  /** The certificate that was shown last. */
  private SnapshotFacts shown;

  /** The one that was shown last before a failure was repaired. */
  private SnapshotFacts shownOfFailure;

  /**
   * @param showsTheFailure false for one that was made after a repair
   */
  void take(Evidence.TlsProbe probe, boolean showsTheFailure) {
    if (last != null && probe.at().isBefore(last.time())) {
      return;
    }
    last = probe.source().cutTo(TEXT_KEPT);
    ending = probe.ending();
    if (!isBroken(ending)) {
      brokenSince = null;
    } else if (brokenSince == null) {
      brokenSince = last;
    }
    if (probe.served() != null) {
      shownAt = probe.at();
      shown = SnapshotFacts.of(probe);
      if (showsTheFailure) {
        shownOfFailure = shown;
      }
    }
  }

  private static boolean isBroken(Ending ending) {
    return ending == Ending.BROKEN_OFF || ending == Ending.NOT_TLS;
  }

  /** Null where no probe was shown a certificate. */
  SnapshotFacts shownOfFailure() {
    return shownOfFailure;
  }

  /** Null where no probe was shown a certificate. */
  SnapshotFacts shown() {
    return shown;
  }

  /** Null where no probe was shown a certificate. */
  Instant lastShownAt() {
    return shownAt;
  }

  /** A failure of that time proves that what was shown before it had not been repaired. */
  void failedAt(Instant moment) {
    if (shownAt != null && !shownAt.isAfter(moment)) {
      shownOfFailure = shown;
    }
  }

  /** What was proven by a recovery is of the past. */
  void settle() {
    shownOfFailure = shown;
    brokenSince = null;
    ending = null;
  }

  /**
   * The first of the probes that prove port 444 broken at failures from {@code first} to {@code
   * last}; null when none does.
   *
   * @param lastSuccess last answer to anybody, null when there was none
   */
  Source brokenFor(Instant first, Instant lastFailure, Instant lastSuccess) {
    if (brokenSince == null
        || last.time().isBefore(first.minus(FRESH))
        || brokenSince.time().isAfter(lastFailure.plus(FRESH))
        || (lastSuccess != null && lastSuccess.isAfter(last.time()))) {
      return null;
    }
    return lastSuccess == null || lastSuccess.isBefore(brokenSince.time()) ? brokenSince : last;
  }

  /** The last probe when it ended so at that moment or since; null otherwise. */
  Source endedSince(Ending how, Instant since) {
    return ending == how && !last.time().isBefore(since) ? last : null;
  }

  void writeTo(StateWriter out) {
    out.optional(last, Source::writeTo);
    out.optional(ending, (value, writer) -> writer.constant(value));
    out.optional(brokenSince, Source::writeTo);
    out.time(shownAt);
    out.optional(shown, SnapshotFacts::writeTo);
    out.optional(shownOfFailure, SnapshotFacts::writeTo);
  }

  static ProbeFacts readFrom(StateReader in) {
    ProbeFacts read = new ProbeFacts();
    read.last = in.optional(Source::readFrom);
    read.ending = in.optional(reader -> reader.constant(Ending.class));
    read.brokenSince = in.optional(Source::readFrom);
    read.shownAt = in.time();
    read.shown = in.optional(SnapshotFacts::readFrom);
    read.shownOfFailure = in.optional(SnapshotFacts::readFrom);
    return read;
  }
}
