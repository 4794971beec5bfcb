/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns evidence on one server into incidents, findings and gaps. It holds no state of its own: the
 * same state and evidence give the same outcome. Time is event time throughout; {@link #advance}
 * moves it on when no evidence comes.
 *
 * <p>Safe for use by many threads as long as each state has one.
 */
public final class BackEndDetector {

  private final Thresholds thresholds;

  public BackEndDetector(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  /** Takes one record; timers that were due before it go off first. */
  public List<Outcome> observe(BackEndState state, Evidence evidence) {
    return observe(state, evidence, true);
  }

  /**
   * The same for a record that may have been taken before.
   *
   * @param firstTime false when the findings it makes by itself are counted already
   */
  List<Outcome> observe(BackEndState state, Evidence evidence, boolean firstTime) {
    List<Outcome> outcomes = new ArrayList<>(0);
    state.stateIds.bear(evidence.at());
    advanceTo(state, evidence.at(), outcomes);
    evidence.readBy(new EvidenceTurn(state, thresholds, outcomes, firstTime));
    state.changed();
    advanceTo(state, evidence.at(), outcomes);
    return outcomes;
  }

  /** Takes a record without letting time pass, and tells nothing. */
  void take(BackEndState state, Evidence evidence) {
    evidence.readBy(new EvidenceTurn(state, thresholds, new ArrayList<>(0), false));
    state.changed();
  }

  /** Takes what an answer says by itself, since it may be thinned out before it is judged. */
  void countAnswer(BackEndState state, Evidence evidence) {
    if (EvidenceOrder.isAnswer(evidence)) {
      EvidenceTurn turn = new EvidenceTurn(state, thresholds, List.of(), true);
      turn.countLookAlike((ProxiedRow) evidence);
      turn.noteForThirdHop((ProxiedRow) evidence);
    }
  }

  /** Lets event time pass up to {@code now}. */
  public List<Outcome> advance(BackEndState state, Instant now) {
    List<Outcome> outcomes = new ArrayList<>(0);
    advanceTo(state, now, outcomes);
    return outcomes;
  }

  /** When {@link #advance} has something to do for this state; null when it has not. */
  public Instant nextDeadline(BackEndState state) {
    Instant next = state.gaps.tellMissingAt(thresholds.gapPatience());
    next = earlier(next, openingAt(state));
    next = earlier(next, state.frontEndTrustAt(thresholds));
    IncidentCase incident = state.incident;
    if (incident != null && incident.untold) {
      next = earlier(next, incident.toldAt.plus(thresholds.updateInterval()));
    }
    for (EarlierIncident earlier : state.earlier.all()) {
      if (earlier.untold) {
        next = earlier(next, earlier.toldAt.plus(thresholds.updateInterval()));
      }
    }
    next = tellAt(next, state.direct);
    return tellAt(next, state.findings);
  }

  /** Tells all that waits to be told, as at the end of a replay. */
  public List<Outcome> close(BackEndState state, Instant now) {
    List<Outcome> outcomes = new ArrayList<>();
    advanceTo(state, now, outcomes);
    findFrontEndTrust(state, Instant.MAX);
    IncidentTeller teller = new IncidentTeller(state, outcomes);
    if (state.incident != null && state.incident.untold) {
      teller.tell(Outcome.Change.UPDATED, now, "The numbers changed.");
    }
    tellEarlier(state, now, outcomes);
    for (FindingTally tally : state.tallies()) {
      if (tally.worthTelling()) {
        outcomes.add(tally.tell(state, now));
      }
    }
    if (state.gaps.tellMissingAt(thresholds.gapPatience()) != null) {
      outcomes.add(state.gaps.tellMissing(state.site(), state.name, now));
    }
    return outcomes;
  }

  private void advanceTo(BackEndState state, Instant now, List<Outcome> outcomes) {
    for (Instant due = nextDeadline(state);
        due != null && !due.isAfter(now);
        due = nextDeadline(state)) {
      goOff(state, due, outcomes);
      if (isEarlierDue(state, due)) {
        tellEarlier(state, now, outcomes);
      }
    }
  }

  private boolean isEarlierDue(BackEndState state, Instant due) {
    return state.earlier.all().stream()
        .anyMatch(
            earlier ->
                earlier.untold && isDue(earlier.toldAt.plus(thresholds.updateInterval()), due));
  }

  /** Their own time is long over: they are told at the moment that is reached. */
  private static void tellEarlier(BackEndState state, Instant now, List<Outcome> outcomes) {
    for (EarlierIncident earlier : state.earlier.all()) {
      if (earlier.untold) {
        new IncidentTeller(state, outcomes).tellEarlier(earlier, now);
      }
    }
  }

  private void goOff(BackEndState state, Instant due, List<Outcome> outcomes) {
    OpeningRules.Opening opening = state.opening(thresholds);
    if (opening != null && !opening.at().isAfter(due)) {
      new IncidentOpener(state, thresholds, outcomes).open(opening);
      state.changed();
      return;
    }
    if (isDue(state.frontEndTrustAt(thresholds), due)) {
      findFrontEndTrust(state, due);
    }
    if (isDue(state.gaps.tellMissingAt(thresholds.gapPatience()), due)) {
      outcomes.add(state.gaps.tellMissing(state.site(), state.name, due));
    }
    IncidentCase incident = state.incident;
    if (incident != null
        && incident.untold
        && isDue(incident.toldAt.plus(thresholds.updateInterval()), due)) {
      new IncidentTeller(state, outcomes).tell(Outcome.Change.UPDATED, due, "The numbers changed.");
    }
    for (FindingTally tally : state.tallies()) {
      if (isDue(tally.tellAt(thresholds.updateInterval()), due)) {
        outcomes.add(tally.tell(state, due));
      }
    }
  }

  private void findFrontEndTrust(BackEndState state, Instant now) {
    FrontEndTrust.findIn(
        state,
        thresholds,
        (kind, server, at, source) ->
            state.finding(kind, server).add(at, source, 1, thresholds.findingQuiet()),
        now);
    state.changed();
  }

  private Instant openingAt(BackEndState state) {
    OpeningRules.Opening opening = state.opening(thresholds);
    return opening == null ? null : opening.at();
  }

  private Instant tellAt(Instant next, Map<String, FindingTally> tallies) {
    if (tallies.isEmpty()) {
      return next;
    }
    Instant earliest = next;
    for (FindingTally tally : tallies.values()) {
      earliest = earlier(earliest, tally.tellAt(thresholds.updateInterval()));
    }
    return earliest;
  }

  private static boolean isDue(Instant moment, Instant now) {
    return moment != null && !moment.isAfter(now);
  }

  private static Instant earlier(Instant one, Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
