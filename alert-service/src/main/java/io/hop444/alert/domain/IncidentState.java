/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * Where an incident stands.
 *
 * <pre>
 *   (none) --failure--> Open --acknowledge--> Acknowledged
 *                        ^ |                     |  |
 *               failure  | | recovery   recovery |  | reported as re-opened: Open
 *                        | v                     |
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
    public Transition failing(ReportedChange.Kind kind) {
      return kind == ReportedChange.Kind.REOPENED
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
    public Transition failing(ReportedChange.Kind kind) {
      return kind == ReportedChange.Kind.REOPENED
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
  }

  /**
   * Recovery is proven.
   *
   * @param at event time of the proof
   */
  record Resolved(Instant at) implements IncidentState {
    @Override
    public String name() {
      return "RESOLVED";
    }

    @Override
    public Transition failing(ReportedChange.Kind kind) {
      return new Transition(new Open(), EventType.REOPENED);
    }

    @Override
    public Transition recovered(Instant provenAt) {
      return new Transition(new Resolved(provenAt), EventType.UPDATED);
    }

    @Override
    public Optional<Transition> acknowledge(String by, Instant now) {
      return Optional.empty();
    }
  }

  /** The state a transition leads to, and what receivers are told. */
  record Transition(IncidentState state, EventType type) {}

  /** OPEN, ACKNOWLEDGED or RESOLVED. */
  String name();

  /** The correlator reports it as failing. */
  Transition failing(ReportedChange.Kind kind);

  /** The correlator reports it as recovered. */
  Transition recovered(Instant at);

  /** A person takes it; empty where there is nothing to take. */
  Optional<Transition> acknowledge(String by, Instant at);

  /** The first report of an incident. */
  static Transition first(ReportedChange change) {
    return change
        .resolvedAt()
        .map(at -> new Transition(new Resolved(at), EventType.RESOLVED))
        .orElseGet(() -> new Transition(new Open(), EventType.OPENED));
  }
}
