/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the detector concludes. */
public sealed interface Outcome {

  /** Takes what was concluded, in order. */
  interface Sink {
    void incident(IncidentChanged change);

    void finding(FindingChanged finding);

    void gap(GapChanged gap);
  }

  /** Hands itself to the sink's method for its kind. */
  void giveTo(Sink sink);

  /** Why an incident is resolved that late evidence shows to have been none. */
  String WITHDRAWN = "Withdrawn: evidence that came late shows that it was none.";

  /** Why an incident is told again that evidence changed which came late. */
  String LATE = "Late evidence.";

  /** Why an incident is open again though nothing failed since its recovery was told. */
  String NOT_PROVEN =
      "Failures that came late: the recovery is not proven for every front end that failed.";

  /** An incident changed; {@code at} is the event time of the record or timer that did it. */
  record IncidentChanged(Change change, Instant at, String reason, Incident incident)
      implements Outcome {

    /** The same by a clock that is so much ahead. */
    IncidentChanged later(Duration ahead) {
      return new IncidentChanged(change, at.plus(ahead), reason, incident.later(ahead));
    }

    @Override
    public void giveTo(Sink sink) {
      sink.incident(this);
    }
  }

  /** Changes of an incident. */
  enum Change {
    OPENED,
    UPDATED,
    RESOLVED,
    REOPENED
  }

  /**
   * A finding is new or changed.
   *
   * @param words a clause that says what it is
   */
  record FindingChanged(
      String id,
      long version,
      FindingKind kind,
      FindingKind.Severity severity,
      String words,
      String site,
      String server,
      Instant firstAt,
      Instant lastAt,
      long count,
      List<Source> evidence)
      implements Outcome {
    public FindingChanged {
      evidence = List.copyOf(evidence);
    }

    FindingChanged withVersion(long other) {
      return new FindingChanged(
          id, other, kind, severity, words, site, server, firstAt, lastAt, count, evidence);
    }

    @Override
    public void giveTo(Sink sink) {
      sink.finding(this);
    }
  }

  /** A gap is new, changed or closed. */
  record GapChanged(
      String id,
      long version,
      String site,
      String server,
      String log,
      String reason,
      boolean open,
      Instant firstAt,
      Instant lastAt,
      String detail)
      implements Outcome {
    @Override
    public void giveTo(Sink sink) {
      sink.gap(this);
    }
  }
}
