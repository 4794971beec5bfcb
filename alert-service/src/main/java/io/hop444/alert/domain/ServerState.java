/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** How a server does, the worst first. */
public enum ServerState {
  /** An incident that nobody has acknowledged. */
  FAILING,
  /** Incidents, all acknowledged. */
  ACKNOWLEDGED,
  /** Its collector gives no sign of life: a failure may go unseen. */
  QUIET,
  /** A finding says that users fail or will fail, or a certificate in use ends soon. */
  WARNING,
  /** Evidence that should exist is not collected. */
  INCOMPLETE,
  /** Nothing of the above. */
  OK,
  /** Nothing is collected of it. */
  UNKNOWN;

  /** A certificate that ends within this time is to be renewed: orders can take weeks. */
  static final Duration ENDS_SOON = Duration.ofDays(30);

  /**
   * What is known of a server.
   *
   * @param warned whether there is a recent finding of severity OUTAGE or WARNING
   * @param certificateEndsAt of those in use that which ends first; null when none is known
   * @param seenAt last sign of life of its collector; null when there was none
   */
  public record Signs(
      long openIncidents,
      long acknowledgedIncidents,
      boolean warned,
      Instant certificateEndsAt,
      long openGaps,
      Instant seenAt) {}

  /**
   * The worst that holds.
   *
   * @param quietAfter silence after which a collector counts as quiet
   */
  public static ServerState of(Signs signs, Duration quietAfter, Instant now) {
    if (signs.openIncidents() > 0) {
      return FAILING;
    }
    if (signs.acknowledgedIncidents() > 0) {
      return ACKNOWLEDGED;
    }
    if (signs.seenAt() != null && signs.seenAt().isBefore(now.minus(quietAfter))) {
      return QUIET;
    }
    Instant end = signs.certificateEndsAt();
    if (signs.warned() || (end != null && end.isBefore(now.plus(ENDS_SOON)))) {
      return WARNING;
    }
    if (signs.openGaps() > 0) {
      return INCOMPLETE;
    }
    return signs.seenAt() == null ? UNKNOWN : OK;
  }

  /** The worst of several; unknown when there are none. */
  public static ServerState worst(Collection<ServerState> states) {
    return states.stream().min(java.util.Comparator.naturalOrder()).orElse(UNKNOWN);
  }
}
