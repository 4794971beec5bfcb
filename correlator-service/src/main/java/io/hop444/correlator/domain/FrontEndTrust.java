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

  /** Moves such failures of the state to the finding of their front end. */
  static void findIn(BackEndState state, Thresholds thresholds, Tally tally) {
    Map<String, List<Failure>> refusals = new LinkedHashMap<>();
    for (Failure failure : state.failures) {
      if (failure.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED) {
        refusals.computeIfAbsent(failure.frontEnd(), name -> new ArrayList<>()).add(failure);
      }
    }
    refusals.forEach(
        (frontEnd, failures) -> {
          if (lasts(failures, thresholds)
              && othersServedMeanwhile(state, failures)
              && isToBlame(state, refusals.keySet(), frontEnd, failures.get(0).at())) {
            failures.forEach(
                failure ->
                    tally.count(
                        FindingKind.FRONT_END_TRUST, frontEnd, failure.at(), failure.source()));
            state.failures.removeAll(failures);
          }
        });
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

  /**
   * Longer than clocks may differ, unless it refuses other back ends, too: else it may be what all
   * refuse, by a clock that is behind.
   */
  private static boolean othersServedMeanwhile(BackEndState state, List<Failure> failures) {
    String refusing = failures.get(0).frontEnd();
    Instant first = failures.get(0).at();
    boolean refusesOthersToo = state.trust.refuseElsewhere(Set.of(refusing), first);
    Instant since = refusesOthersToo ? first : first.plus(OpeningRules.CLOCKS_DIFFER);
    return failures.stream()
        .map(Failure::protocol)
        .distinct()
        .anyMatch(protocol -> state.served.anotherSince(protocol, refusing, since));
  }
}
