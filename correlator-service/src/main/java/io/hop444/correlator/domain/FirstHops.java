/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The last rows of front ends' IIS logs that belong to failed requests on a back end: hop 1. A
 * sample, the same in whatever order the rows come; what it forgets is in the logs.
 */
final class FirstHops {

  private static final int KEPT = 12;
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

  void add(Evidence.ClientRow row) {
    FirstHop hop =
        new FirstHop(Hash64.of(row.requestId()), row.status(), row.source().cutTo(TEXT_KEPT));
    int place = Collections.binarySearch(hops, hop, ORDER);
    if (place >= 0) {
      return;
    }
    hops.add(-place - 1, hop);
    if (hops.size() > KEPT) {
      hops.remove(0);
    }
  }

  /** Those of an incident's requests. */
  List<FirstHop> of(IncidentCase incident) {
    return hops.stream().filter(hop -> incident.hasRequest(hop.requestHash())).toList();
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
