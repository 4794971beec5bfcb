/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;

/** What is known of the certificate on port 444 that a failure is about. */
final class KnownCertificate {

  private final BindingFacts facts;
  private final Instant startedAt;

  KnownCertificate(BindingFacts facts, Instant startedAt) {
    this.facts = facts;
    this.startedAt = startedAt;
  }

  /** True when the snapshot before a failure shows why a strict client refuses the certificate. */
  static boolean isBad(BindingFacts facts, ServerName server, Instant at) {
    return isBad(new KnownCertificate(facts, at).shown(), server, at);
  }

  /**
   * The probe that was shown such a certificate shortly before a failure from {@code first} to
   * {@code last} or during it; null when none was.
   */
  static Source probeOfBad(BindingFacts facts, ServerName server, Instant first, Instant last) {
    SnapshotFacts probed = new KnownCertificate(facts, first).usable(facts.probes.shownOfFailure());
    return probed != null
            && !probed.takenAt().isBefore(first.minus(ProbeFacts.FRESH))
            && !probed.takenAt().isAfter(last.plus(ProbeFacts.FRESH))
            && isBad(probed, server, first)
        ? probed.source()
        : null;
  }

  private static boolean isBad(SnapshotFacts shown, ServerName server, Instant at) {
    SnapshotFacts.CertificateFacts certificate = shown == null ? null : shown.certificate();
    return certificate != null
        && (!certificate.validAt(at)
            || (!certificate.names().isEmpty() && !server.isAmong(certificate.names()))
            || Boolean.FALSE.equals(certificate.trusted()));
  }

  /**
   * The certificate that front ends met, as the latest snapshot or probe shows it; null when it is
   * not known. Of a certificate that both show, a probe's judgement of the chain counts, since it
   * is made with what front ends trust.
   */
  SnapshotFacts shown() {
    SnapshotFacts snapshot = usable(facts.snapshotOfFailure);
    SnapshotFacts probed = usable(facts.probes.shownOfFailure());
    if (probed == null || snapshot == null) {
      return probed == null ? snapshot : probed;
    }
    SnapshotFacts later = probed.takenAt().isBefore(snapshot.takenAt()) ? snapshot : probed;
    if (!probed.showsSameAs(snapshot) || snapshot.certificate() == null) {
      return later;
    }
    Boolean byProbe = probed.certificate().trusted();
    if (Boolean.FALSE.equals(byProbe)) {
      return probed;
    }
    return later.trusted(byProbe != null ? byProbe : snapshot.certificate().trusted());
  }

  /** The snapshot when it still describes what was bound at the failure, else null. */
  SnapshotFacts usable(SnapshotFacts snapshot) {
    boolean replacedSince =
        snapshot != null
            && facts.created != null
            && facts.created.time().isAfter(snapshot.takenAt())
            && !facts.created.time().isAfter(startedAt.plusSeconds(CauseRules.LEAD_SECONDS));
    return replacedSince ? null : snapshot;
  }
}
