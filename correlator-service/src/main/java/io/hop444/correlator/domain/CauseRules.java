/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import io.hop444.correlator.domain.Evidence.TlsProbe.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Names the cause of a failure by elimination: what the front ends report decides between a refused
 * certificate and a handshake that never completes; events and snapshots of the back end say why.
 * The table in docs/detection.md shows the same rules.
 */
final class CauseRules {

  /** Facts from shortly before the first failure still belong to it. */
  static final int LEAD_SECONDS = 600;

  private final BackEndState state;
  private final BindingFacts facts;
  private final ServerName server;
  private final Instant startedAt;
  private final Instant servedUntil;
  private final Map<ProxiedOutcome, Integer> outcomes;
  private final KnownCertificate known;

  /** Sentences with times are dear to make for each of many failures. */
  private final boolean withReasons;

  private final List<String> reasonsFor = new ArrayList<>();
  private final List<String> reasonsAgainst = new ArrayList<>();

  private CauseRules(BackEndState state, boolean withReasons) {
    FailurePhase phase = state.incident.phase;
    this.state = state;
    this.withReasons = withReasons;
    this.facts = state.facts;
    this.server = state.names;
    this.startedAt = phase.beganAt;
    this.known = new KnownCertificate(facts, startedAt);
    this.servedUntil = phase.servedUntil;
    this.outcomes = phase.outcomes();
  }

  /** Names the cause of the present phase of a state's incident, and why. */
  static Verdict decide(BackEndState state) {
    return new CauseRules(state, true).decide();
  }

  /** The same without the reasons. */
  static Verdict decideInShort(BackEndState state) {
    return new CauseRules(state, false).decide();
  }

  /**
   * True when the failure is one of protocols or ciphers: the channel fails, the back end says that
   * no cipher is common, and nothing speaks of a certificate.
   */
  static boolean isTlsConfiguration(
      BindingFacts facts, Instant startedAt, Map<ProxiedOutcome, Integer> outcomes) {
    int all = outcomes.values().stream().mapToInt(Integer::intValue).sum();
    SnapshotFacts snapshot = facts.snapshotOfFailure;
    boolean snapshotExplains =
        snapshot != null && (!snapshot.bound() || snapshot.showsUselessCertificate());
    return 2 * outcomes.getOrDefault(ProxiedOutcome.SECURE_CHANNEL_FAILED, 0) >= all
        && (since(facts.cipherMismatch, startedAt)
            || facts.probes.endedSince(Ending.NO_COMMON_PROTOCOL, startedAt.minus(ProbeFacts.FRESH))
                != null)
        && !snapshotExplains
        && !facts.isDeletedAt(startedAt)
        && !since(facts.unusable, startedAt)
        && !since(facts.keyTrouble, startedAt)
        && !since(facts.lifecycle, startedAt);
  }

  private Verdict decide() {
    int refusedConnections = count(ProxiedOutcome.UNREACHABLE);
    if (refusedConnections > 0
        && refusedConnections > count(ProxiedOutcome.NO_ANSWER)
        && refusedConnections > count(ProxiedOutcome.CERTIFICATE_REFUSED)) {
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
    if (facts.snapshot != null && facts.snapshot.singleAddress() != null) {
      because(
          "The site binds port 444 to the single address " + facts.snapshot.singleAddress(),
          facts.snapshot.source());
    }
    return verdict(Cause.BINDING_CONFLICT, Confidence.MEDIUM);
  }

  private Verdict refused() {
    reasonsFor.add("The front ends refuse the certificate (TrustFailure).");
    SnapshotFacts snapshot = known.shown();
    SnapshotFacts.CertificateFacts certificate = snapshot == null ? null : snapshot.certificate();
    boolean expired =
        certificate != null && !certificate.validAt(startedAt.plusSeconds(LEAD_SECONDS));
    boolean misnamed = isMisnamed(certificate);
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
    if (certificate == null && since(facts.expired, startedAt)) {
      because("A certificate of the back end's store expired", facts.expired);
      reasonsAgainst.add("No snapshot says that it is the one bound to port 444.");
      return verdict(Cause.EXPIRED, Confidence.MEDIUM);
    }
    if (certificate != null && Boolean.FALSE.equals(certificate.trusted())) {
      because("The bound certificate's chain is not trusted", snapshot.source());
      return verdict(Cause.UNTRUSTED, takenDuring(snapshot) ? Confidence.HIGH : Confidence.MEDIUM);
    }
    SaidCause said = SaidCause.of(state);
    if (said != null) {
      boolean byDate = said.kind() == Evidence.FrontEndSignal.Kind.SAYS_EXPIRED;
      reasonsFor.add(
          byDate
              ? "Schannel of refusing front ends met an expired certificate."
              : "Schannel of refusing front ends met a certificate that they do not trust.");
      reasonsAgainst.add("The events do not say whose certificate it was.");
      return new Verdict(
          byDate ? Cause.EXPIRED : Cause.UNTRUSTED,
          Confidence.MEDIUM,
          reasonsFor,
          reasonsAgainst,
          said.event());
    }
    if (certificate != null) {
      against(
          () ->
              "The certificate of the snapshot of "
                  + snapshot.takenAt()
                  + " is valid, trusted there and carries the server's name.");
    }
    return verdict(Cause.CERTIFICATE_REJECTED, Confidence.MEDIUM);
  }

  private boolean isMisnamed(SnapshotFacts.CertificateFacts certificate) {
    return certificate != null
        && !certificate.names().isEmpty()
        && !server.isAmong(certificate.names());
  }

  private Verdict broken() {
    reasonsFor.add("The second hop ends before any HTTP answer.");
    SnapshotFacts snapshot = known.usable(facts.snapshotOfFailure);
    boolean shownDuring = takenDuring(snapshot);
    boolean createdInVain = facts.isCreatedInVain();
    if (facts.isDeletedAt(startedAt) && !createdInVain && !answeredLongAfter(facts.deleted)) {
      because("The SSL settings of port 444 were deleted and not created again", facts.deleted);
      return verdict(Cause.BINDING_MISSING, Confidence.HIGH);
    }
    if (shownDuring && !snapshot.bound() && !createdInVain) {
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
      if (createdInVain) {
        because("They were created again", facts.created);
        return verdict(Cause.CERTIFICATE_UNUSABLE, Confidence.HIGH);
      }
      reasonsAgainst.add("No event says that the settings of port 444 were deleted.");
      return verdict(Cause.CERTIFICATE_UNUSABLE, Confidence.MEDIUM);
    }
    if (since(facts.conflict, startedAt) || facts.bindsSingleAddress(servedUntil)) {
      return conflict();
    }
    Source probed = facts.probes.endedSince(Ending.NOT_TLS, startedAt.minus(ProbeFacts.FRESH));
    if (probed != null) {
      because("A probe found that port 444 does not speak TLS", probed);
      return verdict(Cause.BINDING_CONFLICT, Confidence.MEDIUM);
    }
    if (servedUntil != null && snapshot != null && snapshot.complete() && snapshot.inStore()) {
      against(
          () ->
              "The snapshot of "
                  + snapshot.takenAt()
                  + " shows a certificate with its private key on port 444.");
    }
    return handshakeFailing();
  }

  private Verdict handshakeFailing() {
    Source brokenOff =
        facts.probes.endedSince(Ending.BROKEN_OFF, startedAt.minus(ProbeFacts.FRESH));
    if (brokenOff != null) {
      because("A TLS probe was broken off by the server too", brokenOff);
      return verdict(Cause.TLS_HANDSHAKE_FAILING, Confidence.MEDIUM);
    }
    Source shown = facts.probes.endedSince(Ending.SHOWN, startedAt);
    if (shown != null) {
      against(() -> "A TLS probe was shown a certificate at " + shown.time() + ".");
    }
    return verdict(Cause.TLS_HANDSHAKE_FAILING, Confidence.LOW);
  }

  /** Pooled connections outlive a deletion, but not for so long. */
  private boolean answeredLongAfter(Source deletion) {
    return servedUntil != null && servedUntil.isAfter(deletion.time().plusSeconds(LEAD_SECONDS));
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
    if (!withReasons) {
      return;
    }
    reasonsFor.add(sentence + " (" + source.server() + ", " + source.time() + ").");
  }

  private void against(Supplier<String> sentence) {
    if (withReasons) {
      reasonsAgainst.add(sentence.get());
    }
  }

  private Verdict verdict(Cause cause, Confidence confidence) {
    return new Verdict(cause, confidence, reasonsFor, reasonsAgainst, null);
  }
}
