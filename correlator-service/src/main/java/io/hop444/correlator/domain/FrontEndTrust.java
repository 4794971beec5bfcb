/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A front end that keeps refusing a certificate which others accept at the same time: its own trust
 * setting (AllowInternalUntrustedCerts) or its store is to blame, not the back end.
 */
final class FrontEndTrust {

  private FrontEndTrust() {}

  /**
   * Moves such failures of the state to the finding of their front end, once that may be told.
   *
   * @param now up to when event time has passed
   */
  static void findIn(BackEndState state, Thresholds thresholds, Tally tally, Instant now) {
    candidates(state, thresholds)
        .forEach(
            (frontEnd, failures) -> {
              if (!mayBeToldAt(state, frontEnd, failures).isAfter(now)) {
                tell(state, frontEnd, failures, tally);
              }
            });
  }

  /** The same for a front end that is answered: by no clock is its trouble that of all. */
  static void findOf(ProxiedRow answer, BackEndState state, Thresholds thresholds, Tally tally) {
    List<Failure> failures = candidates(state, thresholds).get(answer.frontEnd());
    if (failures != null && failures.get(failures.size() - 1).at().isBefore(answer.provesAt())) {
      tell(state, answer.frontEnd(), failures, tally);
    }
  }

  /** When {@link #findIn} has something to do; null when it has not. */
  static Instant nextIn(BackEndState state, Thresholds thresholds) {
    return candidates(state, thresholds).entrySet().stream()
        .map(candidate -> mayBeToldAt(state, candidate.getKey(), candidate.getValue()))
        .min(Instant::compareTo)
        .orElse(null);
  }

  private static void tell(
      BackEndState state, String frontEnd, List<Failure> failures, Tally tally) {
    failures.forEach(
        failure ->
            tally.count(FindingKind.FRONT_END_TRUST, frontEnd, failure.at(), failure.source()));
    state.failures.removeAll(failures);
  }

  /** Refusals by front end, of those that seem to have themselves to blame. */
  private static Map<String, List<Failure>> candidates(BackEndState state, Thresholds thresholds) {
    Map<String, List<Failure>> refusals = new LinkedHashMap<>();
    for (Failure failure : state.failures) {
      if (failure.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED) {
        refusals.computeIfAbsent(failure.frontEnd(), name -> new ArrayList<>()).add(failure);
      }
    }
    Set<String> refusing = Set.copyOf(refusals.keySet());
    refusals
        .entrySet()
        .removeIf(
            each ->
                !lasts(each.getValue(), thresholds)
                    || !othersServedMeanwhile(state, each.getValue())
                    || !isToBlame(state, refusing, each.getKey(), each.getValue().get(0).at()));
    return refusals;
  }

  /**
   * At once where it refuses other back ends, too. Else once the others would refuse by the clock
   * of a front end that is behind: it may be what all refuse.
   */
  private static Instant mayBeToldAt(BackEndState state, String frontEnd, List<Failure> failures) {
    Instant first = failures.get(0).at();
    return state.trust.refuseElsewhere(Set.of(frontEnd), first)
        ? first
        : first.plus(OpeningRules.CLOCKS_DIFFER);
  }

  /** True when its refusals are known to be its own matter. */
  static boolean isKnown(BackEndState state, String frontEnd, Instant at, Thresholds thresholds) {
    FindingTally finding =
        state.findings.get(FindingTally.nameOf(FindingKind.FRONT_END_TRUST, frontEnd));
    return finding != null
        && finding.lastAt != null
        && !at.isAfter(finding.lastAt.plus(thresholds.findingQuiet()));
  }

  /** It is alone, and nothing is known against the certificate; or it refuses other servers too. */
  static boolean isToBlame(
      BackEndState state, Set<String> refusing, String frontEnd, Instant first) {
    boolean bad = KnownCertificate.isBad(state.facts, state.names, first);
    boolean refusesOthersToo = state.trust.refuseElsewhere(Set.of(frontEnd), first);
    return refusing.size() == 1 ? refusesOthersToo || !bad : refusesOthersToo && !bad;
  }

  private static boolean lasts(List<Failure> failures, Thresholds thresholds) {
    Instant first = failures.get(0).at();
    Instant last = failures.get(failures.size() - 1).at();
    return failures.size() >= thresholds.persistentFailures()
        && Duration.between(first, last).compareTo(thresholds.persistence()) >= 0;
  }

  private static boolean othersServedMeanwhile(BackEndState state, List<Failure> failures) {
    String refusing = failures.get(0).frontEnd();
    Instant since = failures.get(0).at();
    return failures.stream()
        .map(Failure::protocol)
        .distinct()
        .anyMatch(protocol -> state.served.anotherSince(protocol, refusing, since));
  }
}
