/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the failures of a back end make an incident, now or at a later moment if nothing changes.
 *
 * <p>With a conclusive event (the settings of port 444 were deleted, or HTTP.sys cannot use them)
 * two failures are enough, or one that no success follows for a moment. Failures alone must
 * persist: no success of anybody in between, more than one protocol or front end or a longer time,
 * and a settling time in which a recycled pool would have come back.
 */
final class OpeningRules {

  private final BackEndState state;
  private final Thresholds thresholds;

  OpeningRules(BackEndState state, Thresholds thresholds) {
    this.state = state;
    this.thresholds = thresholds;
  }

  /**
   * The moment from which on the failures make an incident.
   *
   * @param at not before the latest failure
   * @param failures that belong to it
   * @param conclusive event beside them; null when the rows alone make it
   */
  record Opening(Instant at, List<Failure> failures, Source conclusive) {}

  /** Null when they make none, whatever time passes without a new record. */
  Opening find() {
    if (state.failures.isEmpty()) {
      return null;
    }
    Opening byEvent = withConclusiveEvent();
    Opening byRows = rowsAlone();
    if (byEvent == null || byRows == null) {
      return byEvent == null ? byRows : byEvent;
    }
    return byRows.at().isBefore(byEvent.at()) ? byRows : byEvent;
  }

  private Opening withConclusiveEvent() {
    List<Failure> unanswered = new ArrayList<>();
    for (Failure failure : state.failures) {
      Instant success = state.lastSuccessOf.get(failure.frontEnd());
      if (countsAsFailure(failure) && (success == null || success.isBefore(failure.at()))) {
        unanswered.add(failure);
      }
    }
    if (unanswered.isEmpty()) {
      return null;
    }
    Failure first = unanswered.get(0);
    Failure last = unanswered.get(unanswered.size() - 1);
    Source event =
        state.facts.conclusiveFor(last.at(), first.at().minus(thresholds.conclusiveReach()));
    if (event == null) {
      return null;
    }
    Instant both = later(event.time(), first.at());
    Instant at = both.plus(thresholds.settleAfterEvent());
    if (unanswered.size() >= 2) {
      at = earlier(at, later(both, unanswered.get(1).at()));
    }
    return new Opening(later(at, later(first.at(), event.time())), unanswered, event);
  }

  private Opening rowsAlone() {
    List<Failure> run = new ArrayList<>();
    Set<String> protocols = new HashSet<>();
    Set<String> frontEnds = new HashSet<>();
    Map<ProxiedOutcome, Integer> outcomes = new EnumMap<>(ProxiedOutcome.class);
    Instant reached = null;
    for (Failure failure : state.failures) {
      if (!countsAsFailure(failure)
          || (state.lastSuccess != null && !failure.at().isAfter(state.lastSuccess))) {
        continue;
      }
      run.add(failure);
      protocols.add(failure.protocol());
      frontEnds.add(failure.frontEnd());
      outcomes.merge(failure.outcome(), 1, Integer::sum);
      boolean spread = protocols.size() > 1 || frontEnds.size() > 1;
      if (reached == null && run.size() >= thresholds.persistentFailures() && spread) {
        reached = failure.at();
      }
    }
    if (run.size() < thresholds.persistentFailures() || isSomethingElse(run, frontEnds, outcomes)) {
      return null;
    }
    Instant start = run.get(0).at();
    Instant enough = run.get(thresholds.persistentFailures() - 1).at();
    Instant lasting = later(enough, start.plus(thresholds.persistence()));
    Instant at = reached == null ? lasting : earlier(reached, lasting);
    return new Opening(later(at, start.plus(thresholds.settle())), run, null);
  }

  private boolean isSomethingElse(
      List<Failure> run, Set<String> frontEnds, Map<ProxiedOutcome, Integer> outcomes) {
    return CauseRules.isTlsConfiguration(state.facts, run.get(0).at(), outcomes)
        || refusedByOneFrontEndAlone(run, frontEnds);
  }

  /**
   * A refusal is the front end's decision. While a single one refuses and another was well served
   * shortly before, it is more likely to be its own trust setting than the certificate.
   */
  private boolean refusedByOneFrontEndAlone(List<Failure> run, Set<String> frontEnds) {
    if (frontEnds.size() > 1
        || run.stream().anyMatch(f -> f.outcome() != ProxiedOutcome.CERTIFICATE_REFUSED)) {
      return false;
    }
    String refusing = frontEnds.iterator().next();
    Instant since = run.get(0).at().minus(thresholds.conclusiveReach());
    Instant ownSuccess = state.lastSuccessOf.get(refusing);
    boolean othersServed =
        state.lastSuccessOf.entrySet().stream()
            .anyMatch(entry -> !entry.getKey().equals(refusing) && entry.getValue().isAfter(since));
    return othersServed && (ownSuccess == null || ownSuccess.isBefore(since));
  }

  /** A refused connection counts only where a conflict on port 444 was reported. */
  private boolean countsAsFailure(Failure failure) {
    return failure.outcome() != ProxiedOutcome.UNREACHABLE
        || state.facts.hasConflict(state.lastSuccess);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
