/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;

/** What a snapshot tells of port 444 of its server, before and during a failure. */
final class SnapshotRules {

  private static final Duration SOON = Duration.ofDays(60);

  private final BackEndState state;
  private final Tally tally;

  SnapshotRules(BackEndState state, Tally tally) {
    this.state = state;
    this.tally = tally;
  }

  void take(Evidence.Snapshot snapshot) {
    SnapshotFacts facts = SnapshotFacts.of(snapshot);
    SnapshotFacts known = state.facts.snapshot;
    if (!facts.complete() && known != null && sameBinding(facts, known)) {
      // Bindings alone add nothing to a snapshot that has the certificates too.
      return;
    }
    if (known == null || !facts.takenAt().isBefore(known.takenAt())) {
      state.facts.snapshot = facts;
    }
    if (showsTheFailure(facts)) {
      state.facts.snapshotOfFailure = facts;
    }
    if (state.incident == null || !state.incident.open()) {
      warn(facts);
    }
  }

  private static boolean sameBinding(SnapshotFacts one, SnapshotFacts other) {
    return one.bound() == other.bound()
        && (one.thumbprint() == null || one.thumbprint().equalsIgnoreCase(other.thumbprint()));
  }

  /** False for one taken after a repair. */
  private boolean showsTheFailure(SnapshotFacts facts) {
    SnapshotFacts known = state.facts.snapshotOfFailure;
    if (known != null && facts.takenAt().isBefore(known.takenAt())) {
      return false;
    }
    IncidentCase incident = state.incident;
    if (incident == null || !incident.open()) {
      return true;
    }
    Source created = state.facts.created;
    boolean repaired =
        created != null
            && created.time().isAfter(incident.lastFailureAt)
            && !created.time().isAfter(facts.takenAt());
    boolean answered =
        state.lastSuccess != null
            && state.lastSuccess.isAfter(incident.lastFailureAt)
            && !state.lastSuccess.isAfter(facts.takenAt());
    return !repaired && !answered;
  }

  private void warn(SnapshotFacts facts) {
    if (!facts.bound() || !facts.complete()) {
      return;
    }
    if (!facts.inStore() || !facts.certificate().hasPrivateKey()) {
      tally.count(FindingKind.CERTIFICATE_ARMED, state.name, facts.takenAt(), facts.source());
    } else if (facts.certificate().notAfter().isBefore(facts.takenAt().plus(SOON))) {
      tally.count(FindingKind.CERTIFICATE_EXPIRING, state.name, facts.takenAt(), facts.source());
    }
  }
}
