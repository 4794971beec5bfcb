/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;

/** Whether the answers that came since an incident's last failure prove that it is over. */
final class RecoveryRules {

  /** From this many re-openings on, a recovery must last before it is believed. */
  private static final int RETURNS_OF_FLAPPING = 2;

  private final Thresholds thresholds;
  private final BindingFacts facts;
  private final IncidentCase incident;

  RecoveryRules(Thresholds thresholds, BindingFacts facts, IncidentCase incident) {
    this.thresholds = thresholds;
    this.facts = facts;
    this.incident = incident;
  }

  /** What proves it, in words; null where it is not proven yet. */
  String proof(Instant now) {
    if (needsCalm(now) && !noFailureOfLate(now)) {
      return null;
    }
    if (incident.frontEnds.allRecovered()) {
      return "Every front end that failed gets answers over port 444 again.";
    }
    return othersProveIt(now)
        ? "Answers come over port 444 again; front ends that failed and ask no more: "
            + String.join(", ", incident.frontEnds.notRecovered())
            + "."
        : null;
  }

  /**
   * One answer is not enough while the binding is known to be deleted, since pooled connections
   * outlive it, nor when the failure keeps coming back.
   */
  private boolean needsCalm(Instant now) {
    boolean soon = now.isBefore(incident.lastFailureAt.plus(thresholds.recoveryPatience()));
    return (soon && facts.isDeletedAt(now)) || incident.returns >= RETURNS_OF_FLAPPING;
  }

  private boolean noFailureOfLate(Instant now) {
    return !now.isBefore(incident.lastFailureAt.plus(thresholds.recoveryPatience()));
  }

  /** At least one front end that failed is well, and has been for long enough. */
  private boolean othersProveIt(Instant now) {
    return incident.frontEnds.proofs() >= thresholds.persistentFailures()
        && incident.frontEnds.anyProven()
        && isCalm(now);
  }

  private boolean isCalm(Instant now) {
    Instant first = incident.frontEnds.firstProofAt();
    return first != null && !now.isBefore(first.plus(thresholds.recoveryPatience()));
  }
}
