/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Incidents for tests of the domain and of what leaves. */
public final class Incidents {

  public static final Instant STARTED = Instant.parse("2026-11-20T10:05:02Z");

  private Incidents() {}

  public static Observation observation(
      long version, long failedRequests, List<Evidence> evidence) {
    return new Observation(
        new IncidentKey("i-1", 1, "DUB", "mbx07"),
        version,
        new Diagnosis(
            Cause.BINDING_MISSING,
            Confidence.HIGH,
            "No certificate is bound.",
            List.of(new Hop(2, "FAILED", "")),
            List.of("event 15300"),
            List.of(),
            Optional.empty()),
        new BlastRadius(List.of("cas01"), List.of(), List.of("Owa"), 42, true, failedRequests),
        Involved.ALONE,
        new Course(STARTED, STARTED.plusSeconds(7), STARTED.plusSeconds(60)),
        evidence);
  }

  public static ReportedChange change(ReportedChange.Kind kind, long version) {
    return change(kind, observation(version, 900, List.of()));
  }

  public static ReportedChange change(ReportedChange.Kind kind, Observation observed) {
    return new ReportedChange(
        kind,
        STARTED.plusSeconds(7),
        "reason",
        kind == ReportedChange.Kind.RESOLVED
            ? Optional.of(STARTED.plusSeconds(1_200))
            : Optional.empty(),
        observed);
  }
}
