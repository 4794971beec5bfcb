/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;

/** The ids that a server's state gives its incidents and findings. */
final class StateIds {

  private final String server;
  private final GivenIds given;

  /** Day of the first evidence, in days since 1970: keeps ids apart when a state begins anew. */
  private long bornOn;

  /** Day of the last incident's id, in days since 1970, and how many have one of that day. */
  private long incidentDay;

  private int incidentsOfDay;

  StateIds(String server, GivenIds given) {
    this.server = server;
    this.given = given;
  }

  void bear(Instant at) {
    if (bornOn == 0) {
      bornOn = dayOf(at);
    }
  }

  /**
   * The id of a generation, which begins then. It names the day and counts within it: a state that
   * begins anew, from events of a month and rows of two days, may be born on the same day. A
   * generation that was given an id keeps it.
   */
  String ofIncident(int generation, Instant startedAt) {
    GivenIds.Given known = given.of(generation);
    if (known == null) {
      long day = Math.max(dayOf(startedAt), incidentDay);
      int numberOfDay = day == incidentDay ? incidentsOfDay + 1 : 1;
      known = new GivenIds.Given(of("inc", day, Integer.toString(numberOfDay)), day, numberOfDay);
      given.keep(generation, known);
    }
    incidentDay = known.day();
    incidentsOfDay = known.numberOfDay();
    return known.id();
  }

  String of(String kind, long day, String what) {
    return kind + "-" + Long.toHexString(Hash64.of(server + "/" + bornOn + "/" + day + "/" + what));
  }

  static long dayOf(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), 86_400L);
  }

  void writeTo(StateWriter out) {
    out.number(bornOn);
    out.number(incidentDay);
    out.number(incidentsOfDay);
  }

  void readFrom(StateReader in) {
    bornOn = in.number();
    incidentDay = in.number();
    incidentsOfDay = (int) in.number();
  }
}
