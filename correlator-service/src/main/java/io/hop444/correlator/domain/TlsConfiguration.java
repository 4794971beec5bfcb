/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A second hop that fails for want of a common protocol or cipher, as after a hardening. */
final class TlsConfiguration {

  /** The last failures before the settings are eased again are of the same finding. */
  private static final Duration SAME = Duration.ofMinutes(5);

  private TlsConfiguration() {}

  /** What a failure is that an answer came after before it was one of several. */
  static FindingKind ofAnswered(Failure failure, BackEndState state) {
    FindingTally found =
        state.findings.get(FindingTally.nameOf(FindingKind.TLS_CONFIGURATION, state.name));
    boolean same =
        failure.outcome() == ProxiedOutcome.SECURE_CHANNEL_FAILED
            && found != null
            && found.lastAt != null
            && !failure.at().isAfter(found.lastAt.plus(SAME));
    return same ? FindingKind.TLS_CONFIGURATION : FindingKind.TRANSIENT;
  }

  /** Moves such failures of the state to the finding of the back end. */
  static void findIn(BackEndState state, Thresholds thresholds, Tally tally) {
    Map<ProxiedOutcome, Integer> outcomes = new EnumMap<>(ProxiedOutcome.class);
    List<Failure> failures = new ArrayList<>();
    for (Failure failure : state.failures) {
      if (failure.outcome().suspectsTls()) {
        failures.add(failure);
        outcomes.merge(failure.outcome(), 1, Integer::sum);
      }
    }
    if (failures.size() >= thresholds.persistentFailures()
        && CauseRules.isTlsConfiguration(state.facts, failures.get(0).at(), outcomes)) {
      failures.forEach(
          failure ->
              tally.count(
                  FindingKind.TLS_CONFIGURATION, state.name, failure.at(), failure.source()));
      state.failures.removeAll(failures);
    }
  }
}
