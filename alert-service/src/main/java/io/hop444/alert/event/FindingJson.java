/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.event;

import io.hop444.alert.domain.Evidence;
import io.hop444.alert.domain.Finding;
import java.time.Instant;
import java.util.List;

/** A finding as callers of the API see it. */
public record FindingJson(
    String id,
    String kind,
    String severity,
    String site,
    String server,
    Instant firstAt,
    Instant lastAt,
    long count,
    String summary,
    List<Evidence> evidence) {

  /** The JSON of {@code finding}. */
  public static FindingJson of(Finding finding) {
    return new FindingJson(
        finding.id(),
        finding.kind().name(),
        finding.severity(),
        finding.server().site(),
        finding.server().server(),
        finding.period().firstAt(),
        finding.period().lastAt(),
        finding.period().count(),
        finding.summary(),
        finding.evidence());
  }
}
