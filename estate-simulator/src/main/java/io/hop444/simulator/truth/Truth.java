/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.truth;

import io.hop444.simulator.file.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What happened in the estate.
 *
 * @param from start of the logs
 * @param until how far they are written
 * @param faults in the order of the simulation; faults that have not started are absent
 * @param backgroundFailures isolated failures of the second hop that belong to no fault
 */
public record Truth(Instant from, Instant until, List<FaultTruth> faults, long backgroundFailures) {

  public Truth {
    faults = List.copyOf(faults);
  }

  /** Faults a detector must report as incidents. */
  public List<FaultTruth> incidents() {
    return faults.stream().filter(truth -> truth.fault().kind().isIncident()).toList();
  }

  /** Faults a detector must recognise and must not report as incidents. */
  public List<FaultTruth> findings() {
    return faults.stream().filter(truth -> !truth.fault().kind().isIncident()).toList();
  }

  /** JSON with the members {@code from until incidents findings backgroundFailures}. */
  public String toJson() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("from", from.toString());
    root.put("until", until.toString());
    root.put("incidents", describe(incidents(), "cause"));
    root.put("findings", describe(findings(), "kind"));
    root.put("backgroundFailures", backgroundFailures);
    return Json.write(root);
  }

  private static List<Object> describe(List<FaultTruth> truths, String kindName) {
    List<Object> described = new ArrayList<>();
    for (FaultTruth truth : truths) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put(kindName, truth.fault().kind().name());
      one.put("site", truth.site());
      one.put("server", truth.fault().server().toLowerCase(Locale.ROOT));
      one.put("brokenAt", truth.fault().from().toString());
      one.put("repairedAt", truth.fault().until().map(Instant::toString).orElse(null));
      one.put("firstFailureAt", truth.failures().map(f -> f.first().toString()).orElse(null));
      one.put("lastFailureAt", truth.failures().map(f -> f.last().toString()).orElse(null));
      one.put("failedRequests", truth.failedRequests());
      one.put("usersAffected", truth.usersAffected());
      one.put("frontEnds", List.copyOf(truth.frontEnds()));
      one.put("protocols", List.copyOf(truth.protocols()));
      described.add(one);
    }
    return described;
  }
}
