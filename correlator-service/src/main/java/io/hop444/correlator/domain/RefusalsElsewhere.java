/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which front ends refuse the certificates of other back ends too, as those tell. A front end that
 * refuses several has itself to blame.
 */
final class RefusalsElsewhere {

  private static final Duration REACH = Duration.ofMinutes(15);
  private static final int MAX_FRONT_ENDS = 64;

  private final Map<String, Instant> lastOf = new TreeMap<>();
  private final TrustNobody trustNobody = new TrustNobody();

  /** Returns true when an older one was forgotten for it. */
  boolean note(String frontEnd, String backEnd, Instant at) {
    boolean forgets = trustNobody.refused(frontEnd, backEnd, at);
    return note(frontEnd, at) || forgets;
  }

  private boolean note(String frontEnd, Instant at) {
    Instant known = lastOf.get(frontEnd);
    if (known != null && !at.isAfter(known)) {
      return false;
    }
    lastOf.put(frontEnd, at);
    if (lastOf.size() <= MAX_FRONT_ENDS) {
      return false;
    }
    lastOf.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .ifPresent(oldest -> lastOf.remove(oldest.getKey()));
    return true;
  }

  /**
   * Another back end, which some refuse, answered this front end; returns true when an older one
   * was forgotten for it.
   */
  boolean noteAnswer(String frontEnd, String backEnd, Instant at) {
    return trustNobody.answered(frontEnd, backEnd, at);
  }

  /** True when this front end is known to refuse others that answer others. */
  boolean trustsNobody(String frontEnd, Instant at) {
    return trustNobody.has(frontEnd, at);
  }

  /** True when each of these front ends refused another back end about that time or since. */
  boolean refuseElsewhere(Set<String> frontEnds, Instant at) {
    return frontEnds.stream()
        .allMatch(
            frontEnd -> {
              Instant last = lastOf.get(frontEnd);
              return last != null && !last.isBefore(at.minus(REACH));
            });
  }

  /** True when one of these front ends did. */
  boolean anyRefusesElsewhere(Set<String> frontEnds, Instant at) {
    return frontEnds.stream().anyMatch(frontEnd -> refuseElsewhere(Set.of(frontEnd), at));
  }

  void writeTo(StateWriter out) {
    out.each(
        lastOf.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.time(entry.getValue());
        });
    trustNobody.writeTo(out);
  }

  void readFrom(StateReader in) {
    in.each(reader -> lastOf.put(reader.text(), reader.time()));
    trustNobody.readFrom(in);
  }
}
