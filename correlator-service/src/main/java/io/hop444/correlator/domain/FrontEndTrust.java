/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
          boolean known =
              state.findings.containsKey(
                  FindingTally.nameOf(FindingKind.FRONT_END_TRUST, frontEnd));
          if ((known || lasts(failures, thresholds)) && othersServedDuring(state, failures)) {
            failures.forEach(
                failure ->
                    tally.count(
                        FindingKind.FRONT_END_TRUST, frontEnd, failure.at(), failure.source()));
            state.failures.removeAll(failures);
          }
        });
  }

  private static boolean lasts(List<Failure> failures, Thresholds thresholds) {
    Instant first = failures.get(0).at();
    Instant last = failures.get(failures.size() - 1).at();
    return failures.size() >= thresholds.persistentFailures()
        && Duration.between(first, last).compareTo(thresholds.persistence()) >= 0;
  }

  private static boolean othersServedDuring(BackEndState state, List<Failure> failures) {
    String refusing = failures.get(0).frontEnd();
    Instant first = failures.get(0).at();
    return state.lastSuccessOf.entrySet().stream()
        .anyMatch(entry -> !entry.getKey().equals(refusing) && entry.getValue().isAfter(first));
  }
}
