/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When things happened, the latest of them: a set, so it is the same in whatever order they are
 * added, and however often.
 */
final class LatestMoments {

  private static final int MAX_KEPT = 256;

  /** Something that happened, in milliseconds since 1970. */
  private record Moment(long millis, String what) {}

  private final NavigableSet<Moment> kept =
      new TreeSet<>(Comparator.comparingLong(Moment::millis).thenComparing(Moment::what));

  /** Nothing up to this moment is known any more. */
  private long forgottenUpTo = Long.MIN_VALUE;

  void add(String what, Instant at) {
    long millis = at.toEpochMilli();
    if (millis <= forgottenUpTo || !kept.add(new Moment(millis, what))) {
      return;
    }
    while (kept.size() > MAX_KEPT) {
      forgottenUpTo = kept.first().millis();
      kept.removeIf(moment -> moment.millis() == forgottenUpTo);
    }
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  /** The first moment of which all is known, or a later one. */
  long knownFrom(long millis) {
    return Math.max(millis, forgottenUpTo + 1);
  }

  /** When this happened, in order. */
  long[] of(String what, long from, long until) {
    if (until < from) {
      return new long[0];
    }
    return kept.subSet(new Moment(from, ""), true, new Moment(until + 1, ""), false).stream()
        .filter(moment -> moment.what().equals(what))
        .mapToLong(Moment::millis)
        .toArray();
  }

  void writeTo(StateWriter out) {
    Map<String, List<Long>> byName = new TreeMap<>();
    for (Moment moment : kept) {
      byName.computeIfAbsent(moment.what(), name -> new ArrayList<>()).add(moment.millis());
    }
    out.number(forgottenUpTo);
    out.each(
        byName.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          long[] last = {0};
          writer.each(
              entry.getValue(),
              (millis, each) -> {
                each.number(millis - last[0]);
                last[0] = millis;
              });
        });
  }

  static LatestMoments readFrom(StateReader in) {
    LatestMoments read = new LatestMoments();
    read.forgottenUpTo = in.number();
    in.each(
        reader -> {
          String what = reader.text();
          long[] last = {0};
          return reader.each(
              each -> {
                last[0] += each.number();
                return read.kept.add(new Moment(last[0], what));
              });
        });
    return read;
  }
}
