/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One failure of one back end: what the correlator knows, and where people stand with it.
 *
 * @param openedAt wall clock of the first report
 * @param updatedAt wall clock of the last change
 */
public record Incident(
    Observation observed, IncidentState state, Instant openedAt, Instant updatedAt) {

  /** Name that stays the same for the incident's whole life. */
  public String id() {
    return observed.key().id();
  }

  /**
   * What to do with a report.
   *
   * @param stored the incident as this service knows it; empty when it is new
   * @param now wall clock
   */
  public static ChangeDecision onReport(
      Optional<Incident> stored, ReportedChange change, Instant now) {
    if (stored.isEmpty()) {
      IncidentState.Transition first = IncidentState.first(change);
      return new ChangeDecision.Store(
          new Incident(change.observed(), first.state(), now, now),
          first.type(),
          NotificationDecision.ofLifecycle(first.type()));
    }
    Incident before = stored.get();
    if (change.observed().version() <= before.observed.version()) {
      return new ChangeDecision.Ignore(before.observed.version());
    }
    IncidentState.Transition next =
        change
            .resolvedAt()
            .map(before.state::recovered)
            .orElseGet(() -> before.state.failing(change.kind()));
    return new ChangeDecision.Store(
        new Incident(change.observed(), next.state(), before.openedAt, now),
        next.type(),
        next.type() == EventType.UPDATED
            ? NotificationDecision.ofUpdate(before.observed, change.observed())
            : NotificationDecision.ofLifecycle(next.type()));
  }

  /** What to do when a person takes the incident; empty where there is nothing to take. */
  public Optional<ChangeDecision.Store> onAcknowledge(String by, Instant now) {
    return state
        .acknowledge(by, now)
        .map(
            next ->
                new ChangeDecision.Store(
                    new Incident(observed, next.state(), openedAt, now),
                    next.type(),
                    NotificationDecision.ofLifecycle(next.type())));
  }
}
