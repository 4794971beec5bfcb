/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Of what kind an incident's failures are at present. The next phase begins where it comes back
 * after a recovery, or where the failures become others without one.
 */
final class FailurePhase {

  /** So many failures of another kind alone, over so many seconds, are another failure. */
  private static final int TURNED = 6;

  private static final int TURNED_SECONDS = 30;

  /** It began here: the incident's first failure, that of its last return, or of another kind. */
  Instant beganAt;

  /** Last answer before the failures; null when none is known. */
  Instant servedUntil;

  private final Map<ProxiedOutcome, Integer> outcomes = new EnumMap<>(ProxiedOutcome.class);

  /** Failures of another kind than the phase's, with none of its kind since the first of them. */
  private final List<Failure> turning = new ArrayList<>();

  /** How often each kind occurred. */
  Map<ProxiedOutcome, Integer> outcomes() {
    return outcomes;
  }

  boolean hasRefusals() {
    return outcomes.containsKey(ProxiedOutcome.CERTIFICATE_REFUSED);
  }

  void add(Failure failure) {
    outcomes.merge(failure.outcome(), 1, Integer::sum);
    if (isOfItsKind(failure)) {
      turning.clear();
    } else if (turning.size() < TURNED) {
      turning.add(failure.withoutSource());
    }
  }

  private boolean isOfItsKind(Failure failure) {
    boolean refused = failure.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED;
    int refusals = outcomes.getOrDefault(ProxiedOutcome.CERTIFICATE_REFUSED, 0) - (refused ? 1 : 0);
    int others = outcomes.values().stream().mapToInt(Integer::intValue).sum() - 1 - refusals;
    return refused ? refusals >= others : others >= refusals;
  }

  /**
   * Begins the next one where the failures have become others without an answer in between, as when
   * a missing certificate is replaced by a wrong one. Returns false where they have not.
   */
  boolean turns(Instant lastFailureAt) {
    if (turning.size() < TURNED
        || lastFailureAt.isBefore(turning.get(0).at().plusSeconds(TURNED_SECONDS))) {
      return false;
    }
    beganAt = turning.get(0).at();
    outcomes.clear();
    turning.forEach(failure -> outcomes.merge(failure.outcome(), 1, Integer::sum));
    turning.clear();
    return true;
  }

  /** Begins the next one after a recovery. */
  void comesBack(Instant at) {
    beganAt = at;
    outcomes.clear();
    turning.clear();
  }

  void writeTo(StateWriter out) {
    out.time(beganAt);
    out.time(servedUntil);
    out.each(
        outcomes.entrySet(),
        (entry, writer) -> {
          writer.constant(entry.getKey());
          writer.number(entry.getValue());
        });
    out.each(turning, Failure::writeTo);
  }

  void readFrom(StateReader in) {
    beganAt = in.time();
    servedUntil = in.time();
    in.each(reader -> outcomes.put(reader.constant(ProxiedOutcome.class), (int) reader.number()));
    turning.addAll(in.each(Failure::readFrom));
  }
}
