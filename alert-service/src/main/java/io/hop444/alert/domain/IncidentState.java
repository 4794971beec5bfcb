/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an incident stands.
 *
 * <pre>
 *   (none) --failure--> Open --acknowledge--> Acknowledged
 *                        ^ |                     |  |
 *     failure, or a      | | recovery, or        |  | reported as re-opened: Open
 *     person within the  | | a person with       |  |
 *     window             | v a reason            |  |
 *                      Resolved <----------------+
 * </pre>
 */
public sealed interface IncidentState {

  /** Nobody has taken it yet. */
  record Open() implements IncidentState {
    @Override
    public String name() {
      return "OPEN";
    }

    @Override
    public Transition failing(ReportedChange change) {
      return change.kind() == ReportedChange.Kind.REOPENED
          ? new Transition(this, EventType.REOPENED)
          : new Transition(this, EventType.UPDATED);
    }

    @Override
    public Transition recovered(Instant at) {
      return new Transition(new Resolved(at), EventType.RESOLVED);
    }

    @Override
    public Optional<Transition> acknowledge(String by, Instant at) {
      return Optional.of(new Transition(new Acknowledged(by, at), EventType.ACKNOWLEDGED));
    }

    @Override
    public Optional<Transition> resolve(ByHand hand, Instant now) {
      return Optional.of(new Transition(new Resolved(now, Optional.of(hand)), EventType.RESOLVED));
    }

    @Override
    public Optional<Transition> reopen(Instant now, Duration window) {
      return Optional.empty();
    }
  }

  /**
   * Somebody works on it.
   *
   * @param at wall clock
   */
  record Acknowledged(String by, Instant at) implements IncidentState {
    @Override
    public String name() {
      return "ACKNOWLEDGED";
    }

    @Override
    public Transition failing(ReportedChange change) {
      return change.kind() == ReportedChange.Kind.REOPENED
          ? new Transition(new Open(), EventType.REOPENED)
          : new Transition(this, EventType.UPDATED);
    }

    @Override
    public Transition recovered(Instant provenAt) {
      return new Transition(new Resolved(provenAt), EventType.RESOLVED);
    }

    @Override
    public Optional<Transition> acknowledge(String another, Instant later) {
      return Optional.empty();
    }

    @Override
    public Optional<Transition> resolve(ByHand hand, Instant now) {
      return Optional.of(new Transition(new Resolved(now, Optional.of(hand)), EventType.RESOLVED));
    }

    @Override
    public Optional<Transition> reopen(Instant now, Duration window) {
      return Optional.empty();
    }
  }

  /**
   * It is over: recovery is proven, or a person says so.
   *
   * @param at event time of the proof; wall clock when a person said so
   * @param hand the person; empty when it is proven
   */
  record Resolved(Instant at, Optional<ByHand> hand) implements IncidentState {

    /**
     * Reports may be that late when a person resolves: a failure is told within two minutes, and
     * collectors may lag. A failure after that time contradicts the person, and re-opens.
     */
    static final Duration LATE_REPORTS = Duration.ofMinutes(5);

    /** Recovery is proven. */
    public Resolved(Instant at) {
      this(at, Optional.empty());
    }

    @Override
    public String name() {
      return "RESOLVED";
    }

    @Override
    public Transition failing(ReportedChange change) {
      boolean stillTheSameFailure =
          hand.isPresent()
              && change.kind() != ReportedChange.Kind.REOPENED
              && !change.observed().course().lastFailureAt().isAfter(at.plus(LATE_REPORTS));
      return stillTheSameFailure
          ? new Transition(this, EventType.UPDATED)
          : new Transition(new Open(), EventType.REOPENED);
    }

    @Override
    public Transition recovered(Instant provenAt) {
      return new Transition(new Resolved(provenAt), EventType.UPDATED);
    }

    @Override
    public Optional<Transition> acknowledge(String by, Instant now) {
      return Optional.empty();
    }

    @Override
    public Optional<Transition> resolve(ByHand another, Instant now) {
      return Optional.empty();
    }

    @Override
    public Optional<Transition> reopen(Instant now, Duration window) {
      return now.isAfter(at.plus(window))
          ? Optional.empty()
          : Optional.of(new Transition(new Open(), EventType.REOPENED));
    }
  }

  /** Who resolved it without a proof, and why. */
  record ByHand(String by, String reason) {}

  /** The state a transition leads to, and what happened. */
  record Transition(IncidentState state, EventType type) {}

  /** OPEN, ACKNOWLEDGED or RESOLVED. */
  String name();

  /** The correlator reports it as failing. */
  Transition failing(ReportedChange change);

  /** The correlator reports it as recovered. */
  Transition recovered(Instant at);

  /** A person takes it; empty where there is nothing to take. */
  Optional<Transition> acknowledge(String by, Instant at);

  /** A person says that it is over; empty when it is. */
  Optional<Transition> resolve(ByHand hand, Instant now);

  /**
   * A person says that it is not over; empty when it is open, or over for longer than {@code
   * window}: a failure after that is the next generation.
   */
  Optional<Transition> reopen(Instant now, Duration window);

  /** The first report of an incident. */
  static Transition first(ReportedChange change) {
    return change
        .resolvedAt()
        .map(at -> new Transition(new Resolved(at), EventType.RESOLVED))
        .orElseGet(() -> new Transition(new Open(), EventType.OPENED));
  }
}
