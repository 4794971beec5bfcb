/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An incident after which another of its back end began. Only what comes by way of other tasks,
 * rows of its first hop and news of other back ends, is still added to it.
 */
final class EarlierIncident {

  private static final int MAX_REQUEST_IDS = 512;

  /** As it stood when the next one began. */
  private final Incident stood;

  private final LongSet requestIds;
  private final boolean oneFrontEndAlone;

  /** Whether something may have been added since it was told. */
  boolean untold;

  Instant toldAt;

  EarlierIncident(Incident stood, LongSet requestIds, boolean oneFrontEndAlone) {
    this.stood = stood;
    this.requestIds = requestIds;
    this.oneFrontEndAlone = oneFrontEndAlone;
  }

  String id() {
    return stood.identity().id();
  }

  int generation() {
    return stood.identity().generation();
  }

  boolean endedBefore(Instant moment) {
    return stood.lifespan().resolvedAt().isBefore(moment);
  }

  boolean hasRequest(long requestHash) {
    return requestIds.contains(requestHash);
  }

  /** With all that is known of its first hop and of other back ends now. */
  Incident incident(FirstHops firstHops, FailureGroup elsewhere) {
    Incident.Account account = stood.account();
    List<Incident.Hop> hops = new ArrayList<>(account.hops());
    hops.set(
        0,
        new Incident.Hop(
            1,
            hops.get(0).verdict(),
            firstHops.told(stood.impact().frontEnds(), this::hasRequest)));
    List<Source> evidence = new ArrayList<>(account.evidence());
    evidence.removeIf(source -> source.kind() == Source.Kind.FRONT_END_IIS);
    evidence.addAll(firstHops.shown(this::hasRequest));
    evidence.sort(Comparator.comparing(Source::time).thenComparing(Source::file));
    return stood.with(
        elsewhere.extentOf(
            new Evidence.FailureElsewhere(
                id(),
                stood.identity().site(),
                stood.identity().backEnd(),
                stood.cause(),
                stood.lifespan().startedAt(),
                stood.extent().thumbprint(),
                false),
            oneFrontEndAlone),
        new Incident.Account(account.summary(), hops, account.changedBy(), evidence));
  }

  void writeTo(StateWriter out) {
    IncidentForm.write(stood, out);
    requestIds.writeTo(out);
    out.flag(oneFrontEndAlone);
    out.flag(untold);
    out.time(toldAt);
  }

  static EarlierIncident readFrom(StateReader in) {
    EarlierIncident read =
        new EarlierIncident(
            IncidentForm.read(in), LongSet.readFrom(in, MAX_REQUEST_IDS), in.flag());
    read.untold = in.flag();
    read.toldAt = in.time();
    return read;
  }
}
