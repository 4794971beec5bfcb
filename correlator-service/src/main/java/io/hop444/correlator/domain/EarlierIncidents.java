/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The last incidents of a back end before the present one. After a long backlog, what comes by way
 * of other tasks may come when the next incident has begun (docs/adr/0008).
 */
final class EarlierIncidents {

  private static final int MAX_KEPT = 4;

  /** No task is expected to be further ahead of the others. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** Oldest first. */
  private final List<EarlierIncident> incidents = new ArrayList<>();

  /** Returns true when the oldest was forgotten for it. */
  boolean add(EarlierIncident incident) {
    incidents.add(incident);
    if (incidents.size() <= MAX_KEPT) {
      return false;
    }
    incidents.remove(0);
    return true;
  }

  /** Forgets what ended long before that moment; returns true when something did. */
  boolean forgetLongBefore(Instant moment) {
    return !incidents.isEmpty()
        && incidents.removeIf(incident -> incident.endedBefore(moment.minus(KEPT)));
  }

  List<EarlierIncident> all() {
    return incidents;
  }

  /** Null where none of them has this request. */
  EarlierIncident ofRequest(long requestHash) {
    for (EarlierIncident incident : incidents) {
      if (incident.hasRequest(requestHash)) {
        return incident;
      }
    }
    return null;
  }

  /** All are to be told, as far as they are not told as they are. */
  void doubtAll() {
    incidents.forEach(incident -> incident.untold = true);
  }

  /** Takes over what is to be told of each; what was not among the others is to be told. */
  void carryOn(EarlierIncidents others) {
    for (EarlierIncident incident : incidents) {
      incident.untold = true;
      for (EarlierIncident other : others.incidents) {
        if (other.id().equals(incident.id())) {
          incident.untold = other.untold;
          incident.toldAt = other.toldAt;
        }
      }
    }
  }

  void writeTo(StateWriter out) {
    out.each(incidents, EarlierIncident::writeTo);
  }

  void readFrom(StateReader in) {
    incidents.addAll(in.each(EarlierIncident::readFrom));
  }
}
