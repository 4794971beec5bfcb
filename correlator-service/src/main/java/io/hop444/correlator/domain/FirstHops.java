/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last rows of front ends' IIS logs that belong to failed requests on a back end: hop 1. A
 * sample; what it forgets is in the logs.
 */
final class FirstHops {

  private static final int KEPT = 12;
  private static final int TEXT_KEPT = 400;

  /**
   * @param requestHash hash of the request id that it shares with the failed row
   */
  record FirstHop(long requestHash, int status, Source source) {}

  private final Map<Long, FirstHop> byRequest = new LinkedHashMap<>();

  void add(Evidence.ClientRow row) {
    long hash = Hash64.of(row.requestId());
    if (byRequest.containsKey(hash)) {
      return;
    }
    byRequest.put(hash, new FirstHop(hash, row.status(), row.source().cutTo(TEXT_KEPT)));
    if (byRequest.size() > KEPT) {
      byRequest.remove(byRequest.keySet().iterator().next());
    }
  }

  /** Those of an incident's requests. */
  List<FirstHop> of(IncidentCase incident) {
    return byRequest.values().stream()
        .filter(hop -> incident.hasRequest(hop.requestHash()))
        .toList();
  }

  void writeTo(StateWriter out) {
    out.each(
        byRequest.values(),
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
      read.byRequest.put(hop.requestHash(), hop);
    }
    return read;
  }
}
