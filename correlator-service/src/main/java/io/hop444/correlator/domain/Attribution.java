/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What was changed before a failure, when and by whom; where no event tells, which channel would
 * have.
 */
final class Attribution {

  private static final String WHO_IS_UNKNOWN =
      "; by whom is not known (enable the channel Microsoft-IIS-Configuration/Operational to know)";

  private static final String WHAT_IS_UNKNOWN =
      "not known: no event of a change was collected (collect the channel System, and enable"
          + " Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational and"
          + " Microsoft-IIS-Configuration/Operational to know)";

  /** A change explains failures that begin so soon after it. */
  private static final Duration BEFORE = Duration.ofMinutes(10);

  /** Clocks may differ, and rows are stamped at their end. */
  private static final Duration AFTER = Duration.ofMinutes(1);

  private Attribution() {}

  /** Of the present phase of a state's incident. */
  static String of(BackEndState state, Cause cause) {
    BindingFacts facts = state.facts;
    Instant phase = state.incident.phase.beganAt;
    boolean deletedFirst = cause == Cause.BINDING_MISSING || facts.isCreatedInVain();
    if (deletedFirst && facts.deleted != null && isNear(facts.deleted, phase)) {
      return "SSL settings of port 444 deleted "
          + facts.deleted.time()
          + facts.actors.about(facts.deleted.time(), WHO_IS_UNKNOWN);
    }
    if (facts.lifecycle != null
        && cause != Cause.BINDING_MISSING
        && isNear(facts.lifecycle, phase)) {
      return "certificate changed "
          + facts.lifecycle.time()
          + (facts.lifecycleActor == null ? WHO_IS_UNKNOWN : " by " + facts.lifecycleActor);
    }
    if (facts.created != null && isNear(facts.created, phase)) {
      return "SSL settings of port 444 created "
          + facts.created.time()
          + facts.actors.about(facts.created.time(), WHO_IS_UNKNOWN);
    }
    String lately = facts.actors.lately(phase.minus(BEFORE), phase.plus(AFTER));
    if (lately != null) {
      return lately;
    }
    return cause == Cause.EXPIRED ? "nobody: its time ran out" : WHAT_IS_UNKNOWN;
  }

  private static boolean isNear(Source change, Instant phase) {
    return !change.time().isBefore(phase.minus(BEFORE))
        && !change.time().isAfter(phase.plus(AFTER));
  }

  /** True when it names somebody. */
  static boolean namesSomebody(String attribution) {
    return attribution.contains(" by ") && !attribution.endsWith(WHO_IS_UNKNOWN);
  }

  /** True when it names a change, by whomever. */
  static boolean namesChange(String attribution) {
    return !attribution.equals(WHAT_IS_UNKNOWN);
  }
}
