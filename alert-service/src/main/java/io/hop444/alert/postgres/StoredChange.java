/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.ChangeDecision;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.IncidentKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A change on its way into the tables.
 *
 * @param text why, or the comment of a person
 * @param eventAt event time; empty when a person made the change
 * @param body of the event
 * @param traceParent trace context it came with; null when it has none
 */
record StoredChange(
    ChangeDecision.Store decision,
    String actor,
    String text,
    Optional<Instant> eventAt,
    String body,
    String traceParent) {

  /** A change that came without a trace. */
  StoredChange(
      ChangeDecision.Store decision,
      String actor,
      String text,
      Optional<Instant> eventAt,
      String body) {
    this(decision, actor, text, eventAt, body, null);
  }

  String incidentId() {
    return decision.after().id();
  }

  IncidentKey place() {
    return decision.after().observed().key();
  }

  long version() {
    return decision.after().observed().version();
  }

  EventType type() {
    return decision.type();
  }

  /** Of the notices that tell of it. */
  String webhookId() {
    String name = incidentId() + '\n' + type() + '\n' + version();
    // Of people there may be several for one version of the correlator's.
    return PlannedDelivery.webhookId(
        eventAt.isPresent() ? name : name + '\n' + decision.after().handling().revision());
  }

  Instant at() {
    return decision.after().updatedAt();
  }
}
