/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import io.hop444.correlator.domain.Evidence.TlsProbe.Ending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

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
    if (!overtaken && !verdict.improvesOn(incident.verdict)) {
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
        new Incident.Account(summary(), hops(), incident.changedBy, evidence()));
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

  private String summary() {
    IncidentCase incident = state.incident;
    String since = incident.open() ? " since " + incident.startedAt : "";
    String span =
        incident.open() ? "" : " from " + incident.startedAt + " to " + incident.resolvedAt;
    return "%s%s: %s%s%s; %s of %s through %s failed (%s)."
        .formatted(
            state.name,
            state.site().isEmpty() ? "" : " (" + state.site() + ")",
            incident.verdict.cause().words(),
            since,
            span,
            count(incident.failedRequests, "request"),
            count(incident.people.size(), "person").replace("persons", "people"),
            count(incident.frontEnds.size(), "front end"),
            String.join(", ", incident.protocols));
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private List<Incident.Hop> hops() {
    IncidentCase incident = state.incident;
    String names =
        incident.failureNames.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    List<Incident.Hop> hops = new ArrayList<>(3);
    hops.add(
        new Incident.Hop(
            1,
            Incident.HopVerdict.OK,
            state.firstHops.told(incident.frontEnds.names(), incident::hasRequest)));
    hops.add(
        new Incident.Hop(
            2,
            incident.open() ? Incident.HopVerdict.FAILED : Incident.HopVerdict.OK,
            secondHop(names)));
    hops.add(thirdHop());
    return hops;
  }

  private String secondHop(String names) {
    IncidentCase incident = state.incident;
    if (!incident.open()) {
      return "Answers came over 444 again; before: " + names + ".";
    }
    String failed = "TLS to " + state.name + ":444 ended before HTTP: " + names + ".";
    if (incident.frontEnds.proofs() == 0) {
      return failed;
    }
    String left =
        incident.frontEnds.notRecovered().stream()
            .map(name -> name + " (" + String.join(", ", incident.frontEnds.failingOf(name)) + ")")
            .collect(Collectors.joining(", "));
    return failed
        + " Partly recovered"
        + (left.isEmpty()
            ? "; it must last before it is believed."
            : "; not proven yet: " + left + ".");
  }

  private Incident.Hop thirdHop() {
    IncidentCase incident = state.incident;
    int byAddress =
        state.thirdHops.of(incident.withoutId, incident.frontEnds::mayBeAnswered).size();
    if (incident.seenOnHop3 + byAddress > 0) {
      return new Incident.Hop(
          3,
          Incident.HopVerdict.OK,
          "Of the failed requests "
              + incident.seenOnHop3
              + " stand in the back end's log by their id, "
              + byAddress
              + " by front end, time and path.");
    }
    if (!state.gaps.backEndLogSeen()) {
      return new Incident.Hop(
          3, Incident.HopVerdict.UNKNOWN, "The back end's log is not collected.");
    }
    // While failures go on the log is never read past the last one; those before detection count.
    if (!state.gaps.backEndLogReadPast(incident.detectedAt.plusSeconds(1))) {
      return new Incident.Hop(
          3,
          Incident.HopVerdict.UNKNOWN,
          "The back end's log is not read past the first failures yet.");
    }
    if (incident.protocols.stream().noneMatch(ThirdHops::hasId)
        && !state.thirdHops.knowsAddressesOf(incident.frontEnds.names())) {
      return new Incident.Hop(
          3,
          Incident.HopVerdict.UNKNOWN,
          "The back end's log has no ids of "
              + String.join(", ", incident.protocols)
              + ", and no row tells the front ends' addresses.");
    }
    return new Incident.Hop(
        3,
        Incident.HopVerdict.ABSENT,
        state.gaps.backEndLogReadPast(incident.lastFailureAt.plusSeconds(1))
            ? "The back end's log is read past the last failure and has none of the failed"
                + " requests."
            : "The back end's log is read past the first failures and has none of the failed"
                + " requests so far.");
  }
}
