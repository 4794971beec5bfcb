/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names the cause of a failure by elimination: what the front ends report decides between a refused
 * certificate and a handshake that never completes; events and snapshots of the back end say why.
 * The table in docs/detection.md shows the same rules.
 */
final class CauseRules {

  /** Facts from shortly before the first failure still belong to it. */
  private static final int LEAD_SECONDS = 600;

  private final BindingFacts facts;
  private final ServerName server;
  private final Instant startedAt;
  private final Map<ProxiedOutcome, Integer> outcomes;
  private final List<String> reasonsFor = new ArrayList<>();
  private final List<String> reasonsAgainst = new ArrayList<>();

  private CauseRules(
      BindingFacts facts,
      ServerName server,
      Instant startedAt,
      Map<ProxiedOutcome, Integer> outcomes) {
    this.facts = facts;
    this.server = server;
    this.startedAt = startedAt;
    this.outcomes = outcomes;
  }

  /**
   * @param startedAt first evidence of the failure
   * @param outcomes how many failed requests had which outcome
   */
  static Verdict decide(
      BindingFacts facts,
      ServerName server,
      Instant startedAt,
      Map<ProxiedOutcome, Integer> outcomes) {
    return new CauseRules(facts, server, startedAt, outcomes).decide();
  }

  /**
   * True when the failure is one of protocols or ciphers: the channel fails, the back end says that
   * no cipher is common, and nothing speaks of a certificate.
   */
  static boolean isTlsConfiguration(
      BindingFacts facts, Instant startedAt, Map<ProxiedOutcome, Integer> outcomes) {
    return outcomes.getOrDefault(ProxiedOutcome.SECURE_CHANNEL_FAILED, 0)
            >= outcomes.values().stream().mapToInt(Integer::intValue).sum() - 1
        && outcomes.containsKey(ProxiedOutcome.SECURE_CHANNEL_FAILED)
        && since(facts.cipherMismatch, startedAt)
        && !facts.isDeletedAt(startedAt)
        && !since(facts.unusable, startedAt)
        && !since(facts.keyTrouble, startedAt)
        && !since(facts.lifecycle, startedAt);
  }

  private Verdict decide() {
    if (count(ProxiedOutcome.UNREACHABLE) > count(ProxiedOutcome.NO_ANSWER)) {
      return conflict();
    }
    return count(ProxiedOutcome.CERTIFICATE_REFUSED)
            > count(ProxiedOutcome.NO_ANSWER) + count(ProxiedOutcome.SECURE_CHANNEL_FAILED)
        ? refused()
        : broken();
  }

  private Verdict conflict() {
    if (facts.conflict != null) {
      because("The back end could not register its prefix on port 444", facts.conflict);
      return verdict(Cause.BINDING_CONFLICT, Confidence.HIGH);
    }
    because(
        "The site binds port 444 to the single address " + facts.snapshot.singleAddress(),
        facts.snapshot.source());
    return verdict(Cause.BINDING_CONFLICT, Confidence.MEDIUM);
  }

  private Verdict refused() {
    reasonsFor.add("The front ends refuse the certificate (TrustFailure).");
    SnapshotFacts snapshot = usableSnapshot();
    SnapshotFacts.CertificateFacts certificate = snapshot == null ? null : snapshot.certificate();
    boolean expired =
        certificate != null && !certificate.validAt(startedAt.plusSeconds(LEAD_SECONDS));
    boolean misnamed = certificate != null && !server.isAmong(certificate.names());
    boolean saidMisnamed = since(facts.nameMismatch, startedAt);
    if (saidMisnamed || (misnamed && !expired)) {
      if (saidMisnamed) {
        because("A front end expected another name in the certificate", facts.nameMismatch);
      }
      if (misnamed) {
        because(
            "The bound certificate is for " + String.join(", ", certificate.names()),
            snapshot.source());
      }
      return verdict(
          Cause.NAME_MISMATCH,
          saidMisnamed || takenDuring(snapshot) ? Confidence.HIGH : Confidence.MEDIUM);
    }
    if (expired) {
      because("The bound certificate is valid until " + certificate.notAfter(), snapshot.source());
      return verdict(Cause.EXPIRED, Confidence.HIGH);
    }
    if (certificate != null && Boolean.FALSE.equals(certificate.trusted())) {
      because("The bound certificate's chain is not trusted", snapshot.source());
      return verdict(Cause.UNTRUSTED, takenDuring(snapshot) ? Confidence.HIGH : Confidence.MEDIUM);
    }
    if (certificate != null) {
      reasonsAgainst.add(
          "The certificate of the snapshot of "
              + snapshot.takenAt()
              + " is valid, trusted there and carries the server's name.");
    }
    return verdict(Cause.CERTIFICATE_REJECTED, Confidence.MEDIUM);
  }

  private Verdict broken() {
    reasonsFor.add("The second hop ends before any HTTP answer.");
    SnapshotFacts snapshot = usableSnapshot();
    boolean shownDuring = takenDuring(snapshot);
    if (facts.isDeletedAt(startedAt)) {
      because("The SSL settings of port 444 were deleted and not created again", facts.deleted);
      return verdict(Cause.BINDING_MISSING, Confidence.HIGH);
    }
    if (shownDuring && !snapshot.bound()) {
      because("The snapshot shows no certificate on port 444", snapshot.source());
      return verdict(Cause.BINDING_MISSING, Confidence.HIGH);
    }
    if (since(facts.keyTrouble, startedAt)) {
      because("Schannel cannot use the private key of a server credential", facts.keyTrouble);
      return verdict(
          Cause.CERTIFICATE_UNUSABLE,
          since(facts.unusable, startedAt) ? Confidence.HIGH : Confidence.MEDIUM);
    }
    if (snapshot != null && snapshot.complete() && snapshot.bound() && !snapshot.inStore()) {
      because("The bound certificate is not in the machine's store", snapshot.source());
      return verdict(Cause.CERTIFICATE_UNUSABLE, shownDuring ? Confidence.HIGH : Confidence.MEDIUM);
    }
    if (snapshot != null && snapshot.inStore() && !snapshot.certificate().hasPrivateKey()) {
      because("The bound certificate has no private key", snapshot.source());
      return verdict(Cause.CERTIFICATE_UNUSABLE, shownDuring ? Confidence.HIGH : Confidence.MEDIUM);
    }
    if (since(facts.lifecycle, startedAt)) {
      because("The bound certificate was replaced or deleted in the store", facts.lifecycle);
      return verdict(
          Cause.CERTIFICATE_UNUSABLE,
          since(facts.unusable, startedAt) ? Confidence.HIGH : Confidence.MEDIUM);
    }
    if (since(facts.unusable, startedAt)) {
      because(
          "HTTP.sys cannot use the settings of port 444"
              + (facts.unusableStatus == null ? "" : ", status 0x" + facts.unusableStatus),
          facts.unusable);
      reasonsAgainst.add("No event says that the settings of port 444 were deleted.");
      return verdict(Cause.CERTIFICATE_UNUSABLE, Confidence.MEDIUM);
    }
    return verdict(Cause.TLS_HANDSHAKE_FAILING, Confidence.LOW);
  }

  /** The snapshot that still describes what was bound at the failure; null when there is none. */
  private SnapshotFacts usableSnapshot() {
    SnapshotFacts snapshot = facts.snapshotOfFailure;
    boolean replacedSince =
        snapshot != null
            && facts.created != null
            && facts.created.time().isAfter(snapshot.takenAt())
            && !facts.created.time().isAfter(startedAt.plusSeconds(LEAD_SECONDS));
    return replacedSince ? null : snapshot;
  }

  private boolean takenDuring(SnapshotFacts snapshot) {
    return snapshot != null && !snapshot.takenAt().isBefore(startedAt.minusSeconds(5));
  }

  private static boolean since(Source fact, Instant startedAt) {
    return fact != null && !fact.time().isBefore(startedAt.minusSeconds(LEAD_SECONDS));
  }

  private int count(ProxiedOutcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  private void because(String sentence, Source source) {
    reasonsFor.add(sentence + " (" + source.server() + ", " + source.time() + ").");
  }

  private Verdict verdict(Cause cause, Confidence confidence) {
    return new Verdict(cause, confidence, reasonsFor, reasonsAgainst);
  }
}
