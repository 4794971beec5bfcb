/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;

/**
 * The numbers the rules turn on.
 *
 * @param settle how long failures of one kind alone must last before they open an incident, counted
 *     from the first; long enough for a recycled pool to come back and for late successes to arrive
 * @param settleWhenUnsure the same where something else is about as likely: all failures at once, a
 *     single front end of several, or a matter of protocols
 * @param settleAfterEvent the same when a conclusive event stands beside a single failure
 * @param persistentFailures how many failures without a success make a failure persistent
 * @param persistence how long failures of a single protocol through a single front end must go on
 * @param conclusiveReach how long before the first failure a conclusive event may stand
 * @param reopenWindow after a recovery, how long a return belongs to the same incident
 * @param recoveryPatience how long a front end that failed may stay silent, while others prove the
 *     recovery, before it is no longer waited for
 * @param gapPatience how long a back end may take requests without a row of its log being read
 *     before that log counts as not collected
 * @param updateInterval at most one update of numbers an incident or finding in this time
 * @param findingQuiet a finding ends when it does not happen again for so long
 * @param lateness how much later than others, by event time, evidence may come and still be put in
 *     its place
 * @param maxPeople up to how many people are counted exactly
 */
public record Thresholds(
    Duration settle,
    Duration settleWhenUnsure,
    Duration settleAfterEvent,
    int persistentFailures,
    Duration persistence,
    Duration conclusiveReach,
    Duration reopenWindow,
    Duration recoveryPatience,
    Duration gapPatience,
    Duration updateInterval,
    Duration findingQuiet,
    Duration lateness,
    int maxPeople) {

  /** What hop444 runs with. */
  public static final Thresholds DEFAULT =
      new Thresholds(
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          3,
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(15),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofSeconds(15),
          Duration.ofHours(1),
          Duration.ofMinutes(5),
          10_000);
}
