/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One failure of one back end: what the correlator knows, and where people stand with it. What
 * people do returns a decision, or nothing where it changes nothing.
 *
 * @param openedAt wall clock of the first report
 * @param updatedAt wall clock of the last change
 */
public record Incident(
    Observation observed,
    IncidentState state,
    Handling handling,
    Instant openedAt,
    Instant updatedAt) {

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
          new Incident(change.observed(), first.state(), Handling.UNTOUCHED.next(), now, now),
          first.type(),
          NotificationDecision.of(first.type()));
    }
    Incident before = stored.get();
    if (change.observed().version() <= before.observed.version()) {
      return new ChangeDecision.Ignore(before.observed.version());
    }
    IncidentState.Transition next =
        change
            .resolvedAt()
            .map(before.state::recovered)
            .orElseGet(() -> before.state.failing(change));
    return new ChangeDecision.Store(
        new Incident(change.observed(), next.state(), before.handling.next(), before.openedAt, now),
        next.type(),
        next.type() == EventType.UPDATED
            ? NotificationDecision.ofUpdate(before.observed, change.observed())
            : NotificationDecision.of(next.type()));
  }

  /** A person takes it. */
  public Optional<ChangeDecision.Store> onAcknowledge(String by, Instant now) {
    return state.acknowledge(by, now).map(next -> moved(next, now));
  }

  /** A person says that it is over. */
  public Optional<ChangeDecision.Store> onResolve(String by, String reason, Instant now) {
    return state.resolve(new IncidentState.ByHand(by, reason), now).map(next -> moved(next, now));
  }

  /**
   * A person says that it is not over.
   *
   * @param window how long after its end that is possible
   */
  public Optional<ChangeDecision.Store> onReopen(Duration window, Instant now) {
    return state.reopen(now, window).map(next -> moved(next, now));
  }

  /**
   * Somebody is to work on it.
   *
   * @param assignee empty for nobody
   */
  public Optional<ChangeDecision.Store> onAssign(Optional<String> assignee, Instant now) {
    return handling.assignee().equals(assignee)
        ? Optional.empty()
        : Optional.of(handled(handling.assignedTo(assignee), EventType.ASSIGNED, now));
  }

  /** A person finds it more or less severe. */
  public Optional<ChangeDecision.Store> onSeverity(Severity severity, Instant now) {
    return handling.severity() == severity
        ? Optional.empty()
        : Optional.of(handled(handling.as(severity), EventType.SEVERITY_CHANGED, now));
  }

  /** A person says something. */
  public ChangeDecision.Store onComment(Instant now) {
    return handled(handling, EventType.COMMENTED, now);
  }

  /** A ticket of it was made or changed. */
  public ChangeDecision.Store onTicket(Instant now) {
    return handled(handling, EventType.TICKET_CHANGED, now);
  }

  private ChangeDecision.Store moved(IncidentState.Transition next, Instant now) {
    return new ChangeDecision.Store(
        new Incident(observed, next.state(), handling.next(), openedAt, now),
        next.type(),
        NotificationDecision.of(next.type()));
  }

  private ChangeDecision.Store handled(Handling after, EventType type, Instant now) {
    return new ChangeDecision.Store(
        new Incident(observed, state, after.next(), openedAt, now),
        type,
        NotificationDecision.of(type));
  }
}
