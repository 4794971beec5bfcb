/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Front ends that refuse other back ends which answer others meanwhile. A front end that does so
 * has itself to blame there, and most likely everywhere.
 */
final class TrustNobody {

  private static final Duration REACH = Duration.ofMinutes(15);
  private static final int MAX_KEPT = 64;

  /**
   * Refusals of a back end by a front end.
   *
   * @param first null where it was answered since
   */
  private record Series(Instant first, Instant last) {
    Series with(Instant at) {
      return new Series(
          first == null || at.isBefore(first) ? at : first, at.isAfter(last) ? at : last);
    }
  }

  /** Another front end was answered by a back end after this one began to refuse it. */
  private record Witness(String backEnd, String frontEnd, Instant at) {}

  private final Map<String, Series> refusals = new TreeMap<>();
  private final Map<String, Witness> witnesses = new TreeMap<>();

  /** Returns true when an older one was forgotten for it. */
  boolean refused(String frontEnd, String backEnd, Instant at) {
    // What answered it before was a connection made before.
    witnesses
        .values()
        .removeIf(
            witness -> witness.backEnd().equals(backEnd) && witness.frontEnd().equals(frontEnd));
    refusals.merge(
        backEnd + "/" + frontEnd,
        new Series(at, at),
        (known, now) -> at.isAfter(known.last().plus(REACH)) ? now : known.with(at));
    Instant outdated = at.minus(REACH);
    refusals.values().removeIf(series -> series.last().isBefore(outdated));
    witnesses.values().removeIf(witness -> witness.at().isBefore(outdated));
    // Of one that is known already the others are needed more.
    return forgetsFirst(
        refusals,
        Comparator.comparing(
                (Map.Entry<String, Series> pair) ->
                    !witnesses.containsKey(frontEndOf(pair.getKey())))
            .thenComparing(pair -> pair.getValue().last()));
  }

  private static String frontEndOf(String pair) {
    return pair.substring(pair.indexOf('/') + 1);
  }

  private static <T> boolean forgetsFirst(
      Map<String, T> kept, Comparator<Map.Entry<String, T>> order) {
    if (kept.size() <= MAX_KEPT) {
      return false;
    }
    kept.entrySet().stream().min(order).ifPresent(first -> kept.remove(first.getKey()));
    return true;
  }

  /** Returns true when an older one was forgotten for it. */
  boolean answered(String frontEnd, String backEnd, Instant at) {
    String itself = backEnd + "/" + frontEnd;
    Series own = refusals.get(itself);
    if (own != null) {
      // It refused it, too: it is well again, which says nothing of the others.
      if (own.last().isBefore(at)) {
        refusals.put(itself, new Series(null, own.last()));
        witnesses.remove(frontEnd);
      }
      return false;
    }
    boolean[] forgets = {false};
    refusals.forEach(
        (pair, series) -> {
          if (pair.startsWith(backEnd + "/")
              && series.first() != null
              && series.first().isBefore(at)
              && !series.last().isBefore(at.minus(REACH))) {
            witnesses.merge(
                frontEndOf(pair),
                new Witness(backEnd, frontEnd, at),
                (known, now) -> at.isAfter(known.at()) ? now : known);
            forgets[0] |=
                forgetsFirst(
                    witnesses, Map.Entry.comparingByValue(Comparator.comparing(Witness::at)));
          }
        });
    return forgets[0];
  }

  /** True for one that refused another back end about that time or since, which answered others. */
  boolean has(String frontEnd, Instant at) {
    Witness witness = witnesses.get(frontEnd);
    return witness != null && !witness.at().isBefore(at.minus(REACH));
  }

  void writeTo(StateWriter out) {
    out.each(
        refusals.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.time(entry.getValue().first());
          writer.time(entry.getValue().last());
        });
    out.each(
        witnesses.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.text(entry.getValue().backEnd());
          writer.text(entry.getValue().frontEnd());
          writer.time(entry.getValue().at());
        });
  }

  void readFrom(StateReader in) {
    in.each(reader -> refusals.put(reader.text(), new Series(reader.time(), reader.time())));
    in.each(
        reader ->
            witnesses.put(reader.text(), new Witness(reader.text(), reader.text(), reader.time())));
  }
}
