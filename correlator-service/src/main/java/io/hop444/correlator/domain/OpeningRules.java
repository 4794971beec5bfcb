/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import io.hop444.correlator.domain.Evidence.TlsProbe.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
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
 * and a settling time in which a recycled pool or a rebooting server would show itself. {@link
 * RefusalRules} adds what refused certificates say beside answers.
 */
final class OpeningRules {

  /** A dying process breaks all its connections within this time; a bad certificate goes on. */
  private static final int BURST_SECONDS = 5;

  private static final int SLACK_SECONDS = 60;

  /** So much may one front end's clock be behind the others'. */
  static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

  /** A clock that is further off than this logs nobody on any more: Kerberos refuses it. */
  static final Duration CLOCKS_DIFFER_AT_MOST = Duration.ofMinutes(5);

  private final BackEndState state;
  private final Thresholds thresholds;
  private final RefusalRules refusals;

  OpeningRules(BackEndState state, Thresholds thresholds) {
    this.state = state;
    this.thresholds = thresholds;
    this.refusals = new RefusalRules(state, thresholds);
  }

  /**
   * The moment from which on the failures make an incident.
   *
   * @param at not before the latest failure that it needs
   * @param failures that belong to it
   * @param conclusive event beside them; null when the rows alone make it
   */
  record Opening(Instant at, List<Failure> failures, Source conclusive) {}

  /** Null when they make none, whatever time passes without a new record. */
  Opening find() {
    if (state.failures.isEmpty()) {
      return null;
    }
    return first(first(withConclusiveEvent(), rowsAlone()), refusals.find());
  }

  static Opening first(Opening one, Opening other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.at().isBefore(one.at()) ? other : one;
  }

  private Opening withConclusiveEvent() {
    List<Failure> run = new ArrayList<>();
    for (Failure failure : state.failures) {
      if (countsAsFailure(failure)
          && (state.served.leftUnanswered(failure)
              || state.facts.explains(failure.at(), thresholds.conclusiveReach()))) {
        run.add(failure);
      }
    }
    Source event = conclusiveFor(run);
    if (event == null) {
      return null;
    }
    run.removeIf(failure -> isOlderMatter(failure, event.time()));
    if (conclusiveFor(run) == null
        || (run.size() == 1 && !state.served.leftUnanswered(run.get(0)))) {
      return null;
    }
    Instant both = later(event.time(), run.get(0).at());
    Instant at =
        state.served.leftUnanswered(run.get(0))
            ? soonAfter(both, run, thresholds)
            : later(both, run.get(1).at());
    return new Opening(
        at, withThoseJustBefore(run, event.time().minus(CLOCKS_DIFFER_AT_MOST)), event);
  }

  private Source conclusiveFor(List<Failure> run) {
    return run.isEmpty()
        ? null
        : state.facts.conclusiveFor(
            run.get(0).at(),
            run.get(run.size() - 1).at(),
            state.served.last(),
            thresholds.conclusiveReach());
  }

  /** A failure well before the event that others' successes followed was another matter. */
  private boolean isOlderMatter(Failure failure, Instant event) {
    return failure.at().isBefore(event.minusSeconds(SLACK_SECONDS))
        && (failure.at().isBefore(event.minus(thresholds.conclusiveReach()))
            || (state.served.last() != null && state.served.last().isAfter(failure.at())));
  }

  private Opening rowsAlone() {
    List<Failure> run = new ArrayList<>();
    Set<String> protocols = new HashSet<>();
    Set<String> frontEnds = new HashSet<>();
    Map<ProxiedOutcome, Integer> outcomes = new EnumMap<>(ProxiedOutcome.class);
    Instant spread = null;
    Instant sure = null;
    for (Failure failure : state.failures) {
      if (!countsAsFailure(failure)
          || (state.served.last() != null && !failure.at().isAfter(state.served.last()))) {
        continue;
      }
      run.add(failure);
      protocols.add(failure.protocol());
      frontEnds.add(failure.frontEnd());
      outcomes.merge(failure.outcome(), 1, Integer::sum);
      if (run.size() < thresholds.persistentFailures()) {
        continue;
      }
      if (spread == null && (protocols.size() > 1 || frontEnds.size() > 1)) {
        spread = failure.at();
      }
      if (sure == null && isSure(run, frontEnds, outcomes)) {
        sure = failure.at();
      }
    }
    if (run.size() < thresholds.persistentFailures() || isSomethingElse(run, frontEnds, outcomes)) {
      return null;
    }
    Instant start = run.get(0).at();
    Instant enough = run.get(thresholds.persistentFailures() - 1).at();
    Instant persistent = later(enough, start.plus(thresholds.persistence()));
    if (spread != null) {
      persistent = earlier(persistent, spread);
    }
    Instant at = later(persistent, start.plus(thresholds.settleWhenUnsure()));
    if (sure != null) {
      at = earlier(at, later(later(persistent, sure), start.plus(thresholds.settle())));
    }
    return new Opening(
        refusals.notWhileDoubtful(at, run),
        withThoseJustBefore(run, start.minus(CLOCKS_DIFFER_AT_MOST)),
        null);
  }

  /**
   * By the clock of a front end others may seem to be served after it began to fail. Its failures
   * of the last moments belong to the run where it goes on failing: a refusal by itself, others
   * where there are several.
   */
  private List<Failure> withThoseJustBefore(List<Failure> run, Instant since) {
    Instant first = run.get(0).at();
    Set<String> frontEnds = new HashSet<>();
    run.forEach(failure -> frontEnds.add(failure.frontEnd()));
    Map<String, List<Failure>> before = new HashMap<>();
    for (Failure failure : state.failures) {
      if (countsAsFailure(failure)
          && failure.at().isBefore(first)
          && !failure.at().isBefore(since)
          && frontEnds.contains(failure.frontEnd())
          && state.served.leftUnanswered(failure)) {
        before.computeIfAbsent(failure.frontEnd(), name -> new ArrayList<>()).add(failure);
      }
    }
    List<Failure> all = new ArrayList<>();
    for (List<Failure> failures : before.values()) {
      if (failures.size() >= thresholds.persistentFailures()
          || failures.get(0).outcome() == ProxiedOutcome.CERTIFICATE_REFUSED) {
        all.addAll(failures);
      }
    }
    all.sort(Comparator.comparing(Failure::at));
    all.addAll(run);
    return all;
  }

  /**
   * False where something else is about as likely: a process that died, a single front end in
   * trouble, protocol settings whose event is still under way.
   */
  private boolean isSure(
      List<Failure> run, Set<String> frontEnds, Map<ProxiedOutcome, Integer> outcomes) {
    Instant first = run.get(0).at();
    Instant last = run.get(run.size() - 1).at();
    boolean goesOn = !last.isBefore(first.plusSeconds(BURST_SECONDS));
    boolean oneOfMany =
        frontEnds.size() == 1
            && state.served.hasOthersSince(frontEnds, first.minus(thresholds.conclusiveReach()));
    boolean channel =
        2 * outcomes.getOrDefault(ProxiedOutcome.SECURE_CHANNEL_FAILED, 0) >= run.size();
    return goesOn && !oneOfMany && !channel;
  }

  private boolean isSomethingElse(
      List<Failure> run, Set<String> frontEnds, Map<ProxiedOutcome, Integer> outcomes) {
    return CauseRules.isTlsConfiguration(state.facts, run.get(0).at(), outcomes)
        || refusals.refusedByOneFrontEndAlone(run, frontEnds)
        || refusals.refusedByThoseThatTrustNobody(run)
        || serverIsDown(run);
  }

  /** Connections died and are refused since: the server went down, its certificate is innocent. */
  private boolean serverIsDown(List<Failure> run) {
    Failure newest = state.failures.get(state.failures.size() - 1);
    if (state.facts.probes.endedSince(Ending.REFUSED, run.get(0).at()) != null) {
      return !state.facts.hasConflict(state.served.last());
    }
    long refused =
        state.failures.stream()
            .filter(f -> f.outcome() == ProxiedOutcome.UNREACHABLE && !countsAsFailure(f))
            .filter(f -> !f.at().isBefore(run.get(0).at()))
            .count();
    boolean refusedSince =
        newest.outcome() == ProxiedOutcome.UNREACHABLE && !countsAsFailure(newest);
    return refusedSince || 2 * refused >= run.size();
  }

  /** At the second failure, or when no answer follows the first for a moment. */
  static Instant soonAfter(Instant both, List<Failure> run, Thresholds thresholds) {
    Instant at = both.plus(thresholds.settleAfterEvent());
    return run.size() < 2 ? at : earlier(at, later(both, run.get(1).at()));
  }

  /** A refused connection counts only where a conflict on port 444 was reported. */
  private boolean countsAsFailure(Failure failure) {
    return failure.outcome() != ProxiedOutcome.UNREACHABLE
        || state.facts.hasConflict(state.served.last());
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
