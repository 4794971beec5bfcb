/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.List;

/** What one record does to the state of its server. */
final class EvidenceTurn implements Evidence.Reader {

  private final BackEndState state;
  private final Thresholds thresholds;
  private final List<Outcome> outcomes;

  private final boolean firstTime;
  private final HopTurn hop;

  EvidenceTurn(
      BackEndState state, Thresholds thresholds, List<Outcome> outcomes, boolean firstTime) {
    this.firstTime = firstTime;
    this.state = state;
    this.thresholds = thresholds;
    this.outcomes = outcomes;
    this.hop = new HopTurn(state, thresholds, outcomes, this::tally);
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
      noteForThirdHop(row);
      hop.answer(row);
    } else if (row.outcome().suspectsTls() || row.outcome() == ProxiedOutcome.UNREACHABLE) {
      state.gaps.asked(row.at());
      if (row.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED) {
        state.says.refusedBy(row.frontEnd(), row.source().time());
      }
      hop.failure(row);
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

  /** An answer may be the reason why the back end's log has a row while others fail. */
  void noteForThirdHop(ProxiedRow answer) {
    Instant forgotten = state.thirdHops.noteAnswer(answer);
    if (forgotten != null
        && isUnderWay()
        && !forgotten.isBefore(firstFailure().minus(ThirdHops.NEAR))) {
      state.evictions.count(Eviction.LONG_WAIT);
    }
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
    switch (signal.kind()) {
      case SAYS_EXPIRED, SAYS_UNTRUSTED -> {
        if (state.says.note(signal)) {
          state.evictions.count(Eviction.SCHANNEL_EVENT);
        }
        refine(signal.at());
      }
      case REFUSES -> {
        if (!state.name.equals(signal.backEnd())) {
          if (state.trust.note(signal.frontEnd(), signal.backEnd(), signal.at())) {
            state.evictions.count(Eviction.REFUSAL);
          }
          refine(signal.at());
        }
      }
      case ANSWERED -> {
        if (!state.name.equals(signal.backEnd())
            && state.trust.noteAnswer(signal.frontEnd(), signal.backEnd(), signal.at())) {
          state.evictions.count(Eviction.REFUSAL);
        }
      }
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
      teller.tell(
          Outcome.Change.UPDATED,
          at,
          "The cause is clearer: " + state.incident.verdict.cause().words() + ".");
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
