/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A change the correlator reports, with the incident as it is after it.
 *
 * @param at event time of the record or timer that made the change
 * @param reason one sentence for the timeline
 * @param resolvedAt event time of the proof of recovery; empty while the hop fails
 */
public record ReportedChange(
    Kind kind, Instant at, String reason, Optional<Instant> resolvedAt, Observation observed) {

  /** What the correlator calls it. */
  public enum Kind {
    OPENED,
    UPDATED,
    RESOLVED,
    REOPENED
  }
}
