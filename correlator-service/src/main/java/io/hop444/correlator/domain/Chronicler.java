/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns evidence on one server, in whatever order it comes, into incidents, findings and gaps. As
 * long as no record comes later than the lateness allows, the incidents are those of the same
 * records in order of event time, each once.
 *
 * <p>Holds no state of its own. Safe for use by many threads as long as each chronicle has one.
 */
public final class Chronicler {

  /** Settling in steps saves sorting. */
  private static final Duration STEP = Duration.ofSeconds(30);

  /** Late records are gathered for so long, or until they are this share of the recent ones. */
  private static final Duration GATHER = Duration.ofMillis(250);

  private static final int GATHERED_SHARE = 8;

  private final BackEndDetector detector;
  private final Thresholds thresholds;

  public Chronicler(Thresholds thresholds) {
    this.thresholds = thresholds;
    this.detector = new BackEndDetector(thresholds);
  }

  /** Takes one record. */
  public List<Outcome> observe(Chronicle chronicle, Evidence evidence) {
    return byMostClocks(chronicle, take(chronicle, byBackEndsClock(chronicle, evidence)));
  }

  /** Front ends' rows are judged by the back end's clock, where its difference is known. */
  private static Evidence byBackEndsClock(Chronicle chronicle, Evidence evidence) {
    FrontEndClocks clocks = chronicle.settled.clocks;
    if (evidence instanceof Evidence.BackEndRow row) {
      countUnless(clocks.noteBackEnd(row), chronicle);
      return row;
    }
    if (!(evidence instanceof ProxiedRow row) || !chronicle.server().equals(row.backEnd())) {
      return evidence;
    }
    if (row.outcome().provesTls()) {
      countUnless(clocks.noteAnswer(row), chronicle);
    }
    Duration ahead = clocks.aheadOf(row.frontEnd());
    return ahead.isZero() ? row : row.ahead(ahead);
  }

  /** By how much its front end's clock is ahead of the back end's, as far as that is known. */
  public Duration aheadOf(Chronicle chronicle, ProxiedRow row) {
    return chronicle.settled.clocks.aheadOf(row.frontEnd());
  }

  private static void countUnless(boolean noted, Chronicle chronicle) {
    if (!noted) {
      chronicle.evictions.count(Eviction.FRONT_END_CLOCK);
    }
  }

  /** Others are told times by the clock that most servers share (ADR 0123). */
  private static List<Outcome> byMostClocks(Chronicle chronicle, List<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return outcomes;
    }
    Duration ahead = chronicle.settled.clocks.ofMost(chronicle.server());
    if (!ahead.isZero()) {
      outcomes.replaceAll(
          outcome ->
              outcome instanceof Outcome.IncidentChanged change ? change.later(ahead) : outcome);
    }
    return outcomes;
  }

  private List<Outcome> take(Chronicle chronicle, Evidence evidence) {
    List<Outcome> outcomes = new ArrayList<>(0);
    ensureCurrent(chronicle, outcomes);
    if (!EvidenceOrder.keeps(evidence)) {
      takeAtOnce(chronicle, evidence, outcomes);
      return outcomes;
    }
    if (isTooLate(chronicle, evidence)) {
      chronicle.evictions.count(Eviction.LATE_RECORD);
      detector.take(chronicle.settled, evidence);
      pass(chronicle, detector.observe(chronicle.current, evidence), outcomes);
      return outcomes;
    }
    RecentEvidence.Place place = chronicle.recent.add(evidence);
    if (place == RecentEvidence.Place.DUPLICATE) {
      return outcomes;
    }
    boolean inOrder =
        chronicle.unjudged.isEmpty()
            && (chronicle.last == null || EvidenceOrder.ORDER.compare(chronicle.last, evidence) < 0)
            && (chronicle.reached == null || !evidence.at().isBefore(chronicle.reached));
    if (inOrder || isHarmless(chronicle, evidence)) {
      passTo(chronicle, evidence.at(), outcomes);
      pass(chronicle, detector.observe(chronicle.current, evidence), outcomes);
      if (chronicle.last == null || !evidence.at().isBefore(chronicle.last.at())) {
        chronicle.last = evidence;
      }
    } else {
      detector.countAnswer(chronicle.current, evidence);
      if (place != RecentEvidence.Place.BETWEEN) {
        chronicle.unjudged.add(chronicle.recent.kept(evidence));
      }
    }
    reach(chronicle, evidence.at());
    if (GATHERED_SHARE * chronicle.unjudged.size() >= chronicle.recent.size()) {
      judgeAnew(chronicle, outcomes);
    }
    settle(chronicle, outcomes);
    return outcomes;
  }

  /** Lets event time pass up to {@code now}. */
  public List<Outcome> advance(Chronicle chronicle, Instant now) {
    List<Outcome> outcomes = new ArrayList<>(0);
    ensureCurrent(chronicle, outcomes);
    judgeAnew(chronicle, outcomes);
    passTo(chronicle, now, outcomes);
    return byMostClocks(chronicle, outcomes);
  }

  /** When {@link #advance} has something to do; null when it has not. */
  public Instant nextDeadline(Chronicle chronicle) {
    if (chronicle.current == null) {
      return chronicle.reached;
    }
    Instant next = detector.nextDeadline(chronicle.current);
    if (chronicle.unjudged.isEmpty()) {
      return next;
    }
    Instant gathered = chronicle.reached.plus(GATHER);
    return next == null || gathered.isBefore(next) ? gathered : next;
  }

  /** Tells all that waits to be told, as at the end of a replay. */
  public List<Outcome> close(Chronicle chronicle, Instant now) {
    List<Outcome> outcomes = new ArrayList<>();
    ensureCurrent(chronicle, outcomes);
    judgeAnew(chronicle, outcomes);
    pass(chronicle, detector.close(chronicle.current, now), outcomes);
    return byMostClocks(chronicle, outcomes);
  }

  private void ensureCurrent(Chronicle chronicle, List<Outcome> outcomes) {
    if (chronicle.current == null) {
      chronicle.current = chronicle.settled.copy(thresholds);
      chronicle.current.earlier.doubtAll();
      judge(chronicle, outcomes);
    }
  }

  /** Evidence whose order does not matter, or that is too old for its order to be restored. */
  private void takeAtOnce(Chronicle chronicle, Evidence evidence, List<Outcome> outcomes) {
    if (evidence instanceof Evidence.BackEndRow row && row.requestId() != null) {
      detector.take(chronicle.settled, evidence);
      if (chronicle.recent.disprove(Hash64.of(row.requestId()))) {
        judge(chronicle, outcomes);
      }
    }
    pass(chronicle, detector.observe(chronicle.current, evidence), outcomes);
  }

  private boolean isTooLate(Chronicle chronicle, Evidence evidence) {
    return chronicle.settledUpTo != null && evidence.at().isBefore(chronicle.settledUpTo);
  }

  /**
   * An answer of a server in peace, with nothing but answers since, changes nothing but when it was
   * last served.
   */
  private static boolean isHarmless(Chronicle chronicle, Evidence evidence) {
    BackEndState state = chronicle.current;
    return chronicle.recent.isPeacefulSince(evidence.at())
        && evidence instanceof ProxiedRow row
        && row.outcome().provesTls()
        && state.failures.isEmpty()
        && (state.incident == null
            || (!state.incident.open() && evidence.at().isAfter(state.incident.resolvedAt)));
  }

  private void passTo(Chronicle chronicle, Instant now, List<Outcome> outcomes) {
    Instant due = detector.nextDeadline(chronicle.current);
    if (due != null && !due.isAfter(now)) {
      pass(chronicle, detector.advance(chronicle.current, now), outcomes);
      reach(chronicle, now);
    }
  }

  private static void reach(Chronicle chronicle, Instant moment) {
    if (chronicle.reached == null || moment.isAfter(chronicle.reached)) {
      chronicle.reached = moment;
    }
  }

  private static void pass(Chronicle chronicle, List<Outcome> from, List<Outcome> into) {
    from.forEach(outcome -> chronicle.ledger.pass(outcome, into));
  }

  private void judgeAnew(Chronicle chronicle, List<Outcome> outcomes) {
    if (!chronicle.unjudged.isEmpty()) {
      judge(chronicle, outcomes);
    }
  }

  private void judge(Chronicle chronicle, List<Outcome> outcomes) {
    Incident before = incidentOf(chronicle.current);
    BackEndState state = chronicle.settled.copy(thresholds);
    List<Outcome> anew = new ArrayList<>();
    for (Evidence evidence : chronicle.recent.all()) {
      boolean firstTime = chronicle.unjudged.remove(evidence) && !EvidenceOrder.isAnswer(evidence);
      anew.addAll(detector.observe(state, evidence, firstTime));
      chronicle.last = evidence;
    }
    chronicle.unjudged.clear();
    if (chronicle.reached != null) {
      anew.addAll(detector.advance(state, chronicle.reached));
    }
    keepTexts(chronicle.current, state);
    state.earlier.carryOn(chronicle.current.earlier);
    chronicle.current = state;
    state.ids.dropAfter(state.generation);
    Instant at = chronicle.reached == null ? Instant.EPOCH : chronicle.reached;
    Instant toldAt = chronicle.ledger.reconcile(anew, incidentOf(state), before, at, outcomes);
    Instant recovery = chronicle.ledger.recoveryInDoubt(incidentOf(state));
    if (recovery != null) {
      state.incident.untold = true;
      state.incident.toldAt =
          recovery.plus(thresholds.recoveryPatience()).minus(thresholds.updateInterval());
    } else if (toldAt != null && !state.incident.untold) {
      state.incident.untold = true;
      state.incident.toldAt = toldAt;
    }
  }

  private static void keepTexts(BackEndState from, BackEndState in) {
    if (from.incident != null && in.incident != null) {
      in.incident.takeTextsOf(from.incident);
    }
  }

  private static Incident incidentOf(BackEndState state) {
    return state.incident == null ? null : new IncidentTeller(state, List.of()).incident();
  }

  /** Evidence that nothing late may precede any more leaves the recent. */
  private void settle(Chronicle chronicle, List<Outcome> outcomes) {
    Instant horizon = chronicle.reached.minus(thresholds.lateness());
    if (chronicle.recent.isFull()) {
      Instant quarter = chronicle.recent.quarter();
      if (quarter.isAfter(horizon)) {
        horizon = quarter;
        chronicle.evictions.add(Eviction.RECENT_EVIDENCE, chronicle.recent.size() / 4);
      }
    } else if (chronicle.settledUpTo != null
        && horizon.isBefore(chronicle.settledUpTo.plus(STEP))) {
      return;
    }
    judgeAnew(chronicle, outcomes);
    for (Evidence evidence : chronicle.recent.takeBefore(horizon)) {
      detector.observe(chronicle.settled, evidence, false);
    }
    keepTexts(chronicle.current, chronicle.settled);
    chronicle.settledUpTo = horizon;
    chronicle.settled.earlier.forgetLongBefore(horizon);
    chronicle.current.forgetEarlierThan(horizon);
    chronicle.settled.ids.settle(chronicle.settled.generation);
  }
}
