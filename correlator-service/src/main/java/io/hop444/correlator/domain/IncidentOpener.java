/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.List;

/** Opens the next incident of a back end, or the last one again. */
final class IncidentOpener {

  private final BackEndState state;
  private final Thresholds thresholds;
  private final List<Outcome> outcomes;

  IncidentOpener(BackEndState state, Thresholds thresholds, List<Outcome> outcomes) {
    this.state = state;
    this.thresholds = thresholds;
    this.outcomes = outcomes;
  }

  void open(OpeningRules.Opening opening) {
    Instant first = opening.failures().get(0).at();
    IncidentCase last = state.incident;
    boolean returns =
        last != null && !first.isAfter(last.resolvedAt.plus(thresholds.reopenWindow()));
    IncidentCase incident = returns ? last : nextGeneration(startOf(opening));
    if (returns) {
      incident.comesBack(startOf(opening));
    } else {
      incident.phase.beganAt = startOf(opening);
    }
    incident.phase.servedUntil = state.served.last();
    for (Failure failure : opening.failures()) {
      incident.add(failure, state.served.lastTo(failure.frontEnd()));
    }
    incident.show(opening.conclusive());
    if (!returns) {
      incident.startedAt = incident.phase.beganAt;
      incident.detectedAt = opening.at();
    }
    state.failures.removeAll(opening.failures());
    IncidentTeller teller = new IncidentTeller(state, outcomes);
    teller.judgePhase();
    teller.tell(
        returns ? Outcome.Change.REOPENED : Outcome.Change.OPENED,
        opening.at(),
        opening.conclusive() == null
            ? incident.failedRequests + " requests failed on the second hop and none succeeded."
            : "A conclusive event of the back end stands beside failed requests.");
  }

  private IncidentCase nextGeneration(Instant startedAt) {
    if (state.incident != null
        && state.earlier.add(new IncidentTeller(state, outcomes).earlier())) {
      state.evictions.count(Eviction.EARLIER_INCIDENT);
    }
    state.generation++;
    String id = state.stateIds.ofIncident(state.generation, startedAt);
    state.incident = new IncidentCase(id, state.generation, thresholds.maxPeople());
    return state.incident;
  }

  /** The conclusive event, when it came first and no success stands between, is where it began. */
  private Instant startOf(OpeningRules.Opening opening) {
    Instant first = opening.failures().get(0).at();
    Source event = opening.conclusive();
    if (event == null || !event.time().isBefore(first)) {
      return first;
    }
    return event.time().isBefore(first.minus(thresholds.conclusiveReach())) ? first : event.time();
  }
}
