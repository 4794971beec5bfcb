/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import io.hop444.correlator.domain.Evidence.TlsProbe.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Judges the cause of a server's incident and tells the incident as it is now. */
final class IncidentTeller {

  private static final int HOPS_SHOWN = 3;

  private final BackEndState state;
  private final List<Outcome> outcomes;

  IncidentTeller(BackEndState state, List<Outcome> outcomes) {
    this.state = state;
    this.outcomes = outcomes;
  }

  /** Names the cause anew after a fact; returns true when it says more than before. */
  boolean judgeFact() {
    if (judgeFailure()) {
      return true;
    }
    learnWho(CauseRules.decideInShort(state));
    return false;
  }

  /** The same after a failure, which tells nothing of who changed what. There are many. */
  boolean judgeFailure() {
    IncidentCase incident = state.incident;
    incident.thumbprint = state.facts.thumbprintOfFailure();
    Verdict verdict = CauseRules.decideInShort(state);
    showWhatDecided(verdict.cause());
    boolean overtaken =
        incident.verdict.cause() == Cause.BINDING_MISSING
            && verdict.cause() == Cause.CERTIFICATE_UNUSABLE
            && state.facts.isCreatedInVain();
    if (!overtaken
        && !verdict.improvesOn(incident.verdict)
        && !verdict.takesBack(incident.verdict)) {
      return false;
    }
    take(CauseRules.decide(state));
    return true;
  }

  private Verdict decide() {
    state.incident.thumbprint = state.facts.thumbprintOfFailure();
    return CauseRules.decide(state);
  }

  /** Names the cause of a phase that begins; what was known of the last one may be outdated. */
  void judgePhase() {
    Verdict verdict = decide();
    showWhatDecided(verdict.cause());
    Verdict known = state.incident.verdict;
    if (known == null || verdict.cause().saysWhy() || verdict.improvesOn(known)) {
      take(verdict);
    }
  }

  /** Names the cause of a failure that has become another. */
  void judgeTurn() {
    Verdict verdict = decide();
    showWhatDecided(verdict.cause());
    take(verdict);
  }

  /** The event that tells what happened, or who did it, may come after the one that tells why. */
  private void learnWho(Verdict verdict) {
    IncidentCase incident = state.incident;
    if (verdict.cause() != incident.verdict.cause()) {
      return;
    }
    String attribution = Attribution.of(state, verdict.cause());
    boolean tellsMore =
        Attribution.namesSomebody(attribution)
            || (Attribution.namesChange(attribution)
                && !Attribution.namesChange(incident.changedBy));
    if (tellsMore && !attribution.equals(incident.changedBy)) {
      incident.changedBy = attribution;
      incident.untold = true;
    }
  }

  private void take(Verdict verdict) {
    state.incident.verdict = verdict;
    state.incident.show(verdict.said());
    state.incident.changedBy = Attribution.of(state, verdict.cause());
  }

  /** Tells an earlier incident as it is now, unless it is told so already. */
  void tellEarlier(EarlierIncident earlier, Instant at) {
    earlier.untold = false;
    earlier.toldAt = at;
    outcomes.add(
        new Outcome.IncidentChanged(
            Outcome.Change.UPDATED,
            at,
            Outcome.LATE,
            earlier.incident(state.firstHops, state.elsewhere)));
  }

  /** What is kept of the incident once another begins. */
  EarlierIncident earlier() {
    IncidentCase incident = state.incident;
    EarlierIncident earlier =
        incident.earlier(incident(), incident.frontEnds.isOneWhileOthersWereServed());
    earlier.untold = incident.untold;
    earlier.toldAt = incident.toldAt;
    return earlier;
  }

  void tell(Outcome.Change change, Instant at, String reason) {
    IncidentCase incident = state.incident;
    incident.version++;
    incident.untold = false;
    incident.toldAt = at;
    outcomes.add(new Outcome.IncidentChanged(change, at, reason, incident()));
  }

  private void showWhatDecided(Cause cause) {
    IncidentCase incident = state.incident;
    BindingFacts facts = state.facts;
    switch (cause) {
      case BINDING_MISSING -> {
        incident.show(facts.isDeletedAt(incident.phase.beganAt) ? facts.deleted : null);
        incident.show(facts.unusable);
        showSnapshot();
      }
      case CERTIFICATE_UNUSABLE -> {
        incident.show(facts.unusable);
        incident.show(facts.keyTrouble);
        incident.show(facts.lifecycle);
        showSnapshot();
      }
      case NAME_MISMATCH -> {
        incident.show(facts.nameMismatch);
        showSnapshot();
      }
      case BINDING_CONFLICT -> {
        incident.show(facts.conflict);
        showSnapshot();
      }
      case UNTRUSTED, EXPIRED, CERTIFICATE_REJECTED -> showSnapshot();
      case TLS_HANDSHAKE_FAILING ->
          incident.show(
              facts.probes.endedSince(
                  Ending.BROKEN_OFF, incident.phase.beganAt.minus(ProbeFacts.FRESH)));
    }
  }

  private void showSnapshot() {
    if (state.facts.snapshotOfFailure != null) {
      state.incident.show(state.facts.snapshotOfFailure.source());
    }
    if (state.facts.probes.shownOfFailure() != null) {
      state.incident.show(state.facts.probes.shownOfFailure().source());
    }
  }

  /** The incident as it is now. */
  Incident incident() {
    IncidentCase incident = state.incident;
    IncidentWords words = new IncidentWords(state);
    return new Incident(
        new Incident.Identity(
            incident.id, incident.generation, incident.version, state.site(), state.name),
        incident.verdict.cause(),
        incident.verdict.confidence(),
        new Incident.Reasons(incident.verdict.reasonsFor(), incident.verdict.reasonsAgainst()),
        new Incident.Lifespan(
            incident.startedAt, incident.detectedAt, incident.resolvedAt, incident.lastFailureAt),
        new Incident.Impact(
            List.copyOf(incident.frontEnds.names()),
            incident.frontEnds.recovered(),
            List.copyOf(incident.protocols),
            incident.people.size(),
            incident.people.isExact(),
            incident.failedRequests),
        extent(),
        new Incident.Account(words.summary(), words.hops(), incident.changedBy, evidence()));
  }

  /** How far it reaches. */
  Incident.Extent extent() {
    IncidentCase incident = state.incident;
    return state.elsewhere.extentOf(
        new Evidence.FailureElsewhere(
            incident.id,
            state.site(),
            state.name,
            incident.verdict.cause(),
            incident.startedAt,
            incident.thumbprint,
            false),
        incident.frontEnds.isOneWhileOthersWereServed());
  }

  /** With up to three rows of hop 1, and of hop 3 where it was reached. */
  private List<Source> evidence() {
    List<Source> all = new ArrayList<>(state.incident.evidence());
    IncidentCase incident = state.incident;
    all.addAll(state.firstHops.shown(incident::hasRequest));
    state.thirdHops.of(incident.withoutId, incident.frontEnds::mayBeAnswered).stream()
        .limit(HOPS_SHOWN)
        .forEach(all::add);
    all.sort(Comparator.comparing(Source::time).thenComparing(Source::file));
    return all;
  }
}
