/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import io.hop444.correlator.domain.Evidence.FailureElsewhere;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The incidents of other back ends that may belong together with one of this, as after the rollout
 * of a certificate. Two belong together when they are of one kind and began within half an hour, or
 * within a day with the very same certificate; and with whatever belongs to either. Every back end
 * is told of all, so each finds the same group by itself (ADR 0040).
 */
final class FailureGroup {

  /** A rollout takes a while from server to server. */
  private static final Duration WINDOW = Duration.ofMinutes(30);

  private static final Duration WINDOW_OF_ONE_CERTIFICATE = Duration.ofDays(1);
  private static final Duration LONGEST_ROLLOUT = Duration.ofHours(1);
  private static final int MAX_KEPT = 128;

  /** The earliest names the group. */
  private static final Comparator<FailureElsewhere> BY_BEGINNING =
      Comparator.comparing(FailureElsewhere::startedAt).thenComparing(FailureElsewhere::incidentId);

  private final Map<String, FailureElsewhere> elsewhere = new TreeMap<>();

  /** Returns true when something was forgotten for it. */
  boolean note(FailureElsewhere failure) {
    if (failure.withdrawn()) {
      elsewhere.remove(failure.incidentId());
      return false;
    }
    elsewhere.put(failure.incidentId(), failure);
    // What began a day before the newest belongs to nothing that is still to come.
    elsewhere
        .values()
        .removeIf(
            other ->
                other
                    .startedAt()
                    .isBefore(
                        failure.startedAt().minus(WINDOW_OF_ONE_CERTIFICATE.multipliedBy(2))));
    if (elsewhere.size() <= MAX_KEPT) {
      return false;
    }
    forgetOne(failure.startedAt());
    return true;
  }

  /** What is long over, else the newest: all back ends must agree on the earliest of a group. */
  private void forgetOne(Instant now) {
    FailureElsewhere oldest = elsewhere.values().stream().min(BY_BEGINNING).orElseThrow();
    FailureElsewhere newest = elsewhere.values().stream().max(BY_BEGINNING).orElseThrow();
    boolean over = oldest.startedAt().isBefore(now.minus(LONGEST_ROLLOUT));
    elsewhere.remove((over ? oldest : newest).incidentId());
  }

  /** How far an incident reaches, and with which it belongs together. */
  Incident.Extent extentOf(FailureElsewhere own, boolean oneFrontEndAlone) {
    List<FailureElsewhere> group = groupOf(own);
    FailureElsewhere first = group.stream().min(BY_BEGINNING).orElseThrow();
    List<String> backEnds =
        group.stream().map(FailureElsewhere::backEnd).distinct().sorted().toList();
    long sites = group.stream().map(FailureElsewhere::site).distinct().count();
    Incident.Scope scope =
        backEnds.size() > 1
            ? (sites > 1 ? Incident.Scope.ESTATE : Incident.Scope.SITE)
            : oneFrontEndAlone ? Incident.Scope.FRONT_END : Incident.Scope.SERVER;
    return new Incident.Extent(
        scope,
        "group-" + Long.toHexString(Hash64.of(first.incidentId())),
        backEnds,
        own.thumbprint());
  }

  private List<FailureElsewhere> groupOf(FailureElsewhere own) {
    List<FailureElsewhere> group = new ArrayList<>(List.of(own));
    Set<String> taken = new HashSet<>(Set.of(own.incidentId()));
    for (int i = 0; i < group.size(); i++) {
      FailureElsewhere member = group.get(i);
      for (FailureElsewhere other : elsewhere.values()) {
        if (!taken.contains(other.incidentId()) && belongTogether(member, other)) {
          taken.add(other.incidentId());
          group.add(other);
        }
      }
    }
    return group;
  }

  private static boolean belongTogether(FailureElsewhere one, FailureElsewhere other) {
    Duration between = Duration.between(one.startedAt(), other.startedAt()).abs();
    boolean sameCertificate =
        one.thumbprint() != null && one.thumbprint().equalsIgnoreCase(other.thumbprint());
    return areOfOneKind(one.cause(), other.cause())
        && between.compareTo(sameCertificate ? WINDOW_OF_ONE_CERTIFICATE : WINDOW) <= 0;
  }

  /** The same cause, or one where nothing says why that fails alike. */
  private static boolean areOfOneKind(Cause one, Cause other) {
    return one == other
        || (one.isRefusal() == other.isRefusal() && !(one.saysWhy() && other.saysWhy()));
  }

  void writeTo(StateWriter out) {
    out.each(
        elsewhere.values(),
        (failure, writer) -> {
          writer.text(failure.incidentId());
          writer.text(failure.site());
          writer.text(failure.backEnd());
          writer.constant(failure.cause());
          writer.time(failure.startedAt());
          writer.text(failure.thumbprint());
        });
  }

  static FailureGroup readFrom(StateReader in) {
    FailureGroup read = new FailureGroup();
    for (FailureElsewhere failure :
        in.each(
            reader ->
                new FailureElsewhere(
                    reader.text(),
                    reader.text(),
                    reader.text(),
                    reader.constant(Cause.class),
                    reader.time(),
                    reader.text(),
                    false))) {
      read.elsewhere.put(failure.incidentId(), failure);
    }
    return read;
  }
}
