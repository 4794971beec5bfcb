/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The last rows of front ends' IIS logs that belong to failed requests on a back end: hop 1. A
 * sample of each incident that is kept and of what belongs to none, the same in whatever order the
 * rows come; what it forgets is in the logs.
 */
final class FirstHops {

  /** Of each incident. */
  private static final int KEPT = 12;

  private static final int SHOWN = 3;
  private static final int TEXT_KEPT = 400;

  /**
   * @param requestHash hash of the request id that it shares with the failed row
   */
  record FirstHop(long requestHash, int status, Source source) {}

  private static final Comparator<FirstHop> ORDER =
      Comparator.<FirstHop, Instant>comparing(hop -> hop.source().time())
          .thenComparing(hop -> hop.source().file())
          .thenComparingLong(hop -> hop.source().offset());

  /** In order. */
  private final List<FirstHop> hops = new ArrayList<>();

  /**
   * Takes a row; returns false when the sample stays as it was.
   *
   * @param generationOf of the incident that has a request; 0 where none has
   */
  boolean add(Evidence.ClientRow row, LongToIntFunction generationOf) {
    FirstHop hop =
        new FirstHop(Hash64.of(row.requestId()), row.status(), row.source().cutTo(TEXT_KEPT));
    int place = Collections.binarySearch(hops, hop, ORDER);
    if (place >= 0) {
      return false;
    }
    hops.add(-place - 1, hop);
    trim(generationOf.applyAsInt(hop.requestHash()), generationOf);
    return Collections.binarySearch(hops, hop, ORDER) >= 0;
  }

  /** Forgets the oldest rows of one generation, or of none, where there are too many. */
  void trim(int generation, LongToIntFunction generationOf) {
    if (hops.size() <= KEPT) {
      return;
    }
    List<FirstHop> own =
        hops.stream()
            .filter(hop -> generationOf.applyAsInt(hop.requestHash()) == generation)
            .toList();
    own.stream().limit(Math.max(0, own.size() - KEPT)).forEach(hops::remove);
  }

  /** What these front ends' logs say of an incident's requests. */
  String told(Collection<String> frontEnds, LongPredicate isOfIt) {
    String reached = "The clients reached " + String.join(", ", frontEnds) + " on 443";
    Map<Integer, Long> statuses =
        of(isOfIt)
            .collect(Collectors.groupingBy(FirstHop::status, TreeMap::new, Collectors.counting()));
    if (statuses.isEmpty()) {
      return reached + ".";
    }
    return reached
        + "; the front ends' IIS logs have their requests with status "
        + statuses.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "))
        + ".";
  }

  /** The rows of an incident's requests that it shows. */
  List<Source> shown(LongPredicate isOfIt) {
    return of(isOfIt).limit(SHOWN).map(FirstHop::source).toList();
  }

  private Stream<FirstHop> of(LongPredicate isOfIt) {
    return hops.stream().filter(hop -> isOfIt.test(hop.requestHash()));
  }

  void writeTo(StateWriter out) {
    out.each(
        hops,
        (hop, writer) -> {
          writer.number(hop.requestHash());
          writer.number(hop.status());
          hop.source().writeTo(writer);
        });
  }

  static FirstHops readFrom(StateReader in) {
    FirstHops read = new FirstHops();
    for (FirstHop hop :
        in.each(
            reader ->
                new FirstHop(reader.number(), (int) reader.number(), Source.readFrom(reader)))) {
      read.hops.add(hop);
    }
    return read;
  }
}
