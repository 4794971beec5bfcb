/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a request over the second hop, failed or answered, does to the state of its back end. */
final class HopTurn {

  private final BackEndState state;
  private final Thresholds thresholds;
  private final List<Outcome> outcomes;
  private final Tally tally;

  HopTurn(BackEndState state, Thresholds thresholds, List<Outcome> outcomes, Tally tally) {
    this.state = state;
    this.thresholds = thresholds;
    this.outcomes = outcomes;
    this.tally = tally;
  }

  void failure(ProxiedRow row) {
    if (row.requestId() != null && state.backEndIds.contains(Hash64.of(row.requestId()))) {
      // The back end logged this very request: TLS had completed.
      count(FindingKind.TRANSIENT, state.name, row);
      return;
    }
    if (row.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED
        && FrontEndTrust.isKnown(state, row.frontEnd(), row.at(), thresholds)) {
      count(FindingKind.FRONT_END_TRUST, row.frontEnd(), row);
      return;
    }
    Failure failure = Failure.of(row);
    dropMaintenanceThatFailed();
    IncidentCase incident = state.incident;
    boolean refusedConnection = row.outcome() == ProxiedOutcome.UNREACHABLE;
    if (refusedConnection && !state.facts.hasConflict(state.served.last())) {
      count(FindingKind.BACK_END_UNREACHABLE, state.name, row);
    }
    if (incident != null && belongsTo(incident, row)) {
      addTo(incident, failure, row.at());
    } else if (answeredSince(row)) {
      count(FindingKind.TRANSIENT, state.name, row);
    } else if (FailureLimit.keep(state.failures, failure, state.evictions)) {
      FrontEndTrust.findIn(state, thresholds, tally, row.at());
      TlsConfiguration.findIn(state, thresholds, tally);
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
          Outcome.Change.UPDATED,
          at,
          "It has become another failure: " + state.incident.verdict.cause().words() + ".");
    } else if (teller.judgeFailure()) {
      teller.tell(
          Outcome.Change.UPDATED,
          at,
          "The cause is clearer: " + state.incident.verdict.cause().words() + ".");
    } else if (incident.frontEnds.size() + incident.protocols.size() > reach) {
      teller.tell(Outcome.Change.UPDATED, at, "The failure reaches further.");
    }
  }

  void answer(ProxiedRow row) {
    state.served.note(row.frontEnd(), row.protocol(), row.provesAt(), state.evictions);
    if (!state.failures.isEmpty()) {
      FrontEndTrust.findOf(row, state, thresholds, tally);
      settleFailuresOf(row);
      FrontEndTrust.findIn(state, thresholds, tally, row.at());
    }
    IncidentCase incident = state.incident;
    if (incident != null && incident.open()) {
      incident.prove(row);
      if (row.provesAt().isAfter(incident.lastFailureAt)) {
        resolveIfProven(incident, row);
      }
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
          FindingKind kind = TlsConfiguration.ofAnswered(failure, state);
          tally.count(kind, state.name, failure.at(), failure.source());
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

  private void count(FindingKind kind, String server, ProxiedRow row) {
    tally.count(kind, server, row.at(), row.source());
  }
}
