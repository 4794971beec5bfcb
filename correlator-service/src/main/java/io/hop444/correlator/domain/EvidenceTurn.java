/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one record does to the state of its server. */
final class EvidenceTurn implements Evidence.Reader {

  private final BackEndState state;
  private final Thresholds thresholds;
  private final List<Outcome> outcomes;

  private final boolean firstTime;

  EvidenceTurn(
      BackEndState state, Thresholds thresholds, List<Outcome> outcomes, boolean firstTime) {
    this.firstTime = firstTime;
    this.state = state;
    this.thresholds = thresholds;
    this.outcomes = outcomes;
  }

  @Override
  public void proxied(ProxiedRow row) {
    boolean aimedHere = state.name.equals(row.backEnd());
    if (row.frontEnd().equals(state.name)) {
      learnSite(row.source());
    }
    if (aimedHere) {
      state.names.learnAsked(row.targetHost());
      if (state.askedFromSite == null) {
        state.askedFromSite = row.source().site();
      }
    }
    countLookAlike(row);
    if (!aimedHere) {
      return;
    }
    if (row.outcome().provesTls()) {
      state.gaps.asked(row.at());
      success(row);
    } else if (row.outcome().suspectsTls() || row.outcome() == ProxiedOutcome.UNREACHABLE) {
      state.gaps.asked(row.at());
      failure(row);
    }
  }

  /** The finding that the row makes by itself, if it makes one. */
  void countLookAlike(ProxiedRow row) {
    FindingKind lookAlike = LookAlikes.of(row.outcome());
    if (lookAlike != null) {
      tally(
          lookAlike,
          LookAlikes.isOfTheFrontEnd(lookAlike) ? row.frontEnd() : state.name,
          row.source());
    }
  }

  private void failure(ProxiedRow row) {
    if (row.requestId() != null && state.backEndIds.contains(Hash64.of(row.requestId()))) {
      // The back end logged this very request: TLS had completed.
      tally(FindingKind.TRANSIENT, state.name, row.source());
      return;
    }
    if (row.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED
        && FrontEndTrust.isKnown(state, row.frontEnd(), row.at(), thresholds)) {
      tally(FindingKind.FRONT_END_TRUST, row.frontEnd(), row.source());
      return;
    }
    Failure failure = Failure.of(row);
    dropMaintenanceThatFailed();
    IncidentCase incident = state.incident;
    boolean refusedConnection = row.outcome() == ProxiedOutcome.UNREACHABLE;
    if (refusedConnection && !state.facts.hasConflict(state.served.last())) {
      tally(FindingKind.BACK_END_UNREACHABLE, state.name, row.source());
    }
    if (incident != null && belongsTo(incident, row)) {
      addTo(incident, failure, row.at());
    } else if (answeredSince(row)) {
      tally(FindingKind.TRANSIENT, state.name, row.source());
    } else if (state.keep(failure)) {
      FrontEndTrust.findIn(state, thresholds, this::tally);
      TlsConfiguration.findIn(state, thresholds, this::tally);
    }
  }

  /** What was created again did not work: that was no maintenance, if it was not told already. */
  private void dropMaintenanceThatFailed() {
    FindingTally maintenance =
        state.findings.get(FindingTally.nameOf(FindingKind.MAINTENANCE, state.name));
    if (maintenance != null && maintenance.version == 0) {
      state.findings.remove(maintenance.name());
    }
  }

  private boolean answeredSince(ProxiedRow row) {
    if (row.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED) {
      // Another protocol may be less strict.
      return false;
    }
    Instant success = state.served.lastTo(row.frontEnd());
    return success != null
        && success.isAfter(row.at())
        && !state.facts.explains(row.at(), thresholds.conclusiveReach());
  }

  private boolean belongsTo(IncidentCase incident, ProxiedRow row) {
    boolean ofItsKind =
        row.outcome() != ProxiedOutcome.UNREACHABLE
            || incident.verdict.cause() == Cause.BINDING_CONFLICT;
    return ofItsKind
        && !row.at().isBefore(incident.startedAt)
        && (incident.open() || !row.at().isAfter(incident.resolvedAt));
  }

  private void addTo(IncidentCase incident, Failure failure, Instant at) {
    int reach = incident.frontEnds.size() + incident.protocols.size();
    Instant served = state.served.lastTo(failure.frontEnd());
    if (!incident.add(failure, served) || !incident.open()) {
      return;
    }
    state.facts.failedAt(at);
    IncidentTeller teller = new IncidentTeller(state, outcomes);
    if (incident.phase.turns(incident.lastFailureAt)) {
      teller.judgeTurn();
      teller.tell(
          Outcome.Change.UPDATED, at, "It has become another failure: " + causeWords() + ".");
    } else if (teller.judgeFailure()) {
      teller.tell(Outcome.Change.UPDATED, at, "The cause is clearer: " + causeWords() + ".");
    } else if (incident.frontEnds.size() + incident.protocols.size() > reach) {
      teller.tell(Outcome.Change.UPDATED, at, "The failure reaches further.");
    }
  }

  private String causeWords() {
    return state.incident.verdict.cause().words();
  }

  /** An answer may be the reason why the back end's log has a row while others fail. */
  void noteForThirdHop(ProxiedRow answer) {
    Instant forgotten = state.thirdHops.noteAnswer(answer);
    if (forgotten != null
        && isUnderWay()
        && !forgotten.isBefore(firstFailure().minus(ThirdHops.NEAR))) {
      state.evictions.count(Eviction.LONG_WAIT);
    }
  }

  private void success(ProxiedRow row) {
    noteForThirdHop(row);
    state.served.note(row.frontEnd(), row.protocol(), row.provesAt(), state.evictions);
    if (!state.failures.isEmpty()) {
      settleFailuresOf(row);
      FrontEndTrust.findIn(state, thresholds, this::tally);
    }
    IncidentCase incident = state.incident;
    if (incident != null && incident.open()) {
      incident.prove(row);
      resolveIfProven(incident, row);
    }
  }

  private void settleFailuresOf(ProxiedRow row) {
    List<Failure> answered = new ArrayList<>();
    for (Failure failure : state.failures) {
      if (failure.frontEnd().equals(row.frontEnd())
          && failure.at().isBefore(row.provesAt())
          && !state.facts.explains(failure.at(), thresholds.conclusiveReach())
          && (failure.outcome() != ProxiedOutcome.CERTIFICATE_REFUSED
              || failure.protocol().equals(row.protocol()))) {
        answered.add(failure);
        if (failure.outcome() != ProxiedOutcome.UNREACHABLE) {
          tally(FindingKind.TRANSIENT, state.name, failure.at(), failure.source());
        }
      }
    }
    state.failures.removeAll(answered);
  }

  private void resolveIfProven(IncidentCase incident, ProxiedRow row) {
    String reason = new RecoveryRules(thresholds, state.facts, incident).proof(row.at());
    if (reason == null) {
      return;
    }
    incident.show(row.source());
    incident.resolvedAt = row.at();
    state.facts.snapshotOfFailure = state.facts.snapshot;
    state.facts.disproveEvents(row.at());
    new IncidentTeller(state, outcomes).tell(Outcome.Change.RESOLVED, row.at(), reason);
  }

  @Override
  public void backEnd(Evidence.BackEndRow row) {
    learnSite(row.source());
    backEndLogReadUpTo(row.at());
    Outcome.GapChanged closed = state.gaps.tellFoundAgain(state.site(), state.name);
    if (closed != null) {
      outcomes.add(closed);
    }
    state.thirdHops.learn(row);
    if (isUnderWay() && firstTime && state.thirdHops.note(row) && state.incident != null) {
      state.incident.untold = true;
    }
    if (row.requestId() != null) {
      long hash = Hash64.of(row.requestId());
      if (firstTime) {
        state.backEndIds.add(hash);
      }
      if (state.incident != null && state.incident.hasRequest(hash)) {
        state.incident.seenOnHop3++;
        state.incident.show(row.source());
      }
      state.failures.removeIf(failure -> failure.requestHash() == hash);
    }
  }

  private boolean isUnderWay() {
    return !state.failures.isEmpty() || (state.incident != null && state.incident.open());
  }

  /** While failures are under way. */
  private Instant firstFailure() {
    return state.incident != null && state.incident.open()
        ? state.incident.startedAt
        : state.failures.get(0).at();
  }

  @Override
  public void httpError(Evidence.HttpErrorRow row) {
    learnSite(row.source());
    if (row.status() == 503) {
      tally(FindingKind.APP_POOL_STOPPED, state.name, row.source());
    }
  }

  @Override
  public void event(Evidence.WindowsEvent event) {
    if (event.source().server().equals(state.name) && event.source().isOfOwnFolder()) {
      learnSite(event.source());
    }
    new EventRules(state, thresholds, this::tally).take(event);
    refine(event.at());
  }

  @Override
  public void snapshot(Evidence.Snapshot snapshot) {
    learnSite(snapshot.source());
    state.names.learnOwn(snapshot.computer());
    new SnapshotRules(state, thresholds).take(snapshot);
    refine(snapshot.at());
  }

  @Override
  public void probe(Evidence.TlsProbe probe) {
    learnSite(probe.source());
    state.names.learnOwn(probe.host());
    new SnapshotRules(state, thresholds).take(probe);
    refine(probe.at());
  }

  @Override
  public void client(Evidence.ClientRow row) {
    if (!state.firstHops.add(row, state::generationOf)) {
      return;
    }
    long hash = Hash64.of(row.requestId());
    if (state.incident != null && state.incident.hasRequest(hash)) {
      state.incident.untold = true;
      return;
    }
    EarlierIncident earlier = state.earlier.ofRequest(hash);
    if (earlier != null) {
      earlier.untold = true;
    }
  }

  @Override
  public void signal(Evidence.FrontEndSignal signal) {
    if (signal.kind() != Evidence.FrontEndSignal.Kind.REFUSES) {
      if (state.says.note(signal)) {
        state.evictions.count(Eviction.SCHANNEL_EVENT);
      }
      refine(signal.at());
    } else if (!state.name.equals(signal.backEnd())
        && state.trust.note(signal.frontEnd(), signal.at())) {
      state.evictions.count(Eviction.REFUSAL);
    }
  }

  @Override
  public void elsewhere(Evidence.FailureElsewhere failure) {
    if (failure.backEnd().equals(state.name)) {
      return;
    }
    boolean told = state.incident != null && state.incident.verdict != null;
    Incident.Extent before = told ? new IncidentTeller(state, outcomes).extent() : null;
    if (state.elsewhere.note(failure)) {
      state.evictions.count(Eviction.FAILURE_ELSEWHERE);
    }
    if (told && !new IncidentTeller(state, outcomes).extent().equals(before)) {
      state.incident.untold = true;
    }
    state.earlier.doubtAll();
  }

  /** New facts may name the cause of a failure that is under way. */
  private void refine(Instant at) {
    IncidentCase incident = state.incident;
    if (incident == null || !incident.open()) {
      return;
    }
    IncidentTeller teller = new IncidentTeller(state, outcomes);
    if (teller.judgeFact()) {
      teller.tell(Outcome.Change.UPDATED, at, "The cause is clearer: " + causeWords() + ".");
    }
  }

  @Override
  public void progress(Evidence.Progress progress) {
    if (state.ownSite == null) {
      state.ownSite = progress.site();
    }
    if (progress.backEndLogUpTo() != null) {
      backEndLogReadUpTo(progress.backEndLogUpTo());
    }
    if (progress.loss() != null) {
      outcomes.add(state.gaps.tellLoss(progress));
      if (state.gaps.forgetsLosses()) {
        state.evictions.count(Eviction.LOSS);
      }
    }
  }

  /** Reading past failures proves that hop 3 never was, which is worth telling. */
  private void backEndLogReadUpTo(Instant moment) {
    boolean before = isReadPastFailures();
    state.gaps.backEndLogReadUpTo(moment);
    if (!before && isReadPastFailures()) {
      state.incident.untold = true;
    }
  }

  private boolean isReadPastFailures() {
    IncidentCase incident = state.incident;
    return incident != null
        && incident.detectedAt != null
        && state.gaps.backEndLogReadPast(incident.detectedAt.plusSeconds(1));
  }

  private void learnSite(Source source) {
    if (state.ownSite == null) {
      state.ownSite = source.site();
    }
  }

  private void tally(FindingKind kind, String server, Source source) {
    tally(kind, server, source.time(), source);
  }

  private void tally(FindingKind kind, String server, Instant at, Source source) {
    if (firstTime || !kind.isDirect()) {
      state.finding(kind, server).add(at, source, 1, thresholds.findingQuiet());
    }
  }
}
