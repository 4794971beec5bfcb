/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a snapshot tells of port 444 of its server, before and during a failure. */
final class SnapshotRules {

  /** The least of these that is more than what is left. */
  private static final List<Step> STEPS =
      List.of(
          new Step(7, FindingKind.Severity.OUTAGE),
          new Step(30, FindingKind.Severity.WARNING),
          new Step(60, FindingKind.Severity.INFO));

  private record Step(int days, FindingKind.Severity severity) {}

  private final BackEndState state;
  private final Thresholds thresholds;

  SnapshotRules(BackEndState state, Thresholds thresholds) {
    this.state = state;
    this.thresholds = thresholds;
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
    SnapshotFacts ofFailure = state.facts.snapshotOfFailure;
    if ((ofFailure == null || !facts.takenAt().isBefore(ofFailure.takenAt()))
        && isBeforeRepair(facts.takenAt())) {
      state.facts.snapshotOfFailure = facts;
    }
    if (state.incident == null || !state.incident.open()) {
      warn(facts);
    }
  }

  void take(Evidence.TlsProbe probe) {
    state.facts.probes.take(probe, isBeforeRepair(probe.at()));
    if (probe.served() != null && (state.incident == null || !state.incident.open())) {
      warn(SnapshotFacts.of(probe));
    }
  }

  private static boolean sameBinding(SnapshotFacts one, SnapshotFacts other) {
    return one.bound() == other.bound()
        && (one.thumbprint() == null || one.thumbprint().equalsIgnoreCase(other.thumbprint()));
  }

  /** False when a failure that is under way was repaired by that time. */
  private boolean isBeforeRepair(Instant moment) {
    IncidentCase incident = state.incident;
    if (incident == null || !incident.open()) {
      return true;
    }
    Source created = state.facts.created;
    boolean repaired =
        created != null
            && created.time().isAfter(incident.lastFailureAt)
            && !created.time().isAfter(moment);
    boolean answered =
        state.served.last() != null
            && state.served.last().isAfter(incident.lastFailureAt)
            && !state.served.last().isAfter(moment);
    return !repaired && !answered;
  }

  private void warn(SnapshotFacts facts) {
    if (!facts.bound() || (facts.certificate() == null && !facts.complete())) {
      return;
    }
    if (!facts.inStore()) {
      note(facts, armed(facts.thumbprint(), "is not in the machine's store any more"));
    } else if (!facts.certificate().hasPrivateKey()) {
      note(facts, armed(facts.thumbprint(), "has no usable private key any more"));
    } else {
      expiring(facts);
    }
  }

  private void note(SnapshotFacts facts, FindingTally.Standing standing) {
    state
        .finding(FindingKind.CERTIFICATE_ARMED, standing)
        .add(facts.takenAt(), facts.source(), 1, thresholds.findingQuiet());
  }

  /** Of a certificate that HTTP.sys still serves and will not after a restart. */
  static FindingTally.Standing armed(String thumbprint, String what) {
    return new FindingTally.Standing(
        thumbprint + "/" + what,
        FindingKind.CERTIFICATE_ARMED.severity(),
        "the certificate on port 444 ("
            + thumbprint
            + ") "
            + what
            + "; HTTP.sys still serves it, until it is restarted");
  }

  private void expiring(SnapshotFacts facts) {
    Instant notAfter = facts.certificate().notAfter();
    for (Step step : STEPS) {
      if (notAfter.isBefore(facts.takenAt().plus(Duration.ofDays(step.days())))) {
        boolean over = notAfter.isBefore(facts.takenAt());
        FindingTally.Standing standing =
            new FindingTally.Standing(
                facts.thumbprint() + "/" + step.days(),
                step.severity(),
                "the certificate on port 444 ("
                    + facts.thumbprint()
                    + ") "
                    + (over
                        ? "has expired: it was"
                        : "expires in less than " + step.days() + " days: it is")
                    + " valid until "
                    + notAfter);
        state
            .finding(FindingKind.CERTIFICATE_EXPIRING, standing)
            .add(facts.takenAt(), facts.source(), 1, thresholds.findingQuiet());
        return;
      }
    }
  }
}
