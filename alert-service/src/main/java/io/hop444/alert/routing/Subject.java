/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.Finding;
import io.hop444.alert.domain.FindingKind;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.domain.Severity;
import java.util.Optional;

/**
 * What a notice is about, as routes see it: an incident has a cause, a finding a kind.
 *
 * @param server the back end; of a finding the server it is about
 */
public record Subject(
    String site,
    String server,
    Severity severity,
    Optional<Cause> cause,
    Optional<FindingKind> finding) {

  /** An incident. */
  public static Subject of(Incident incident) {
    return new Subject(
        incident.observed().key().site(),
        incident.observed().key().backEnd(),
        incident.handling().severity(),
        Optional.of(incident.observed().diagnosis().cause()),
        Optional.empty());
  }

  /** A finding. */
  public static Subject of(Finding finding) {
    return new Subject(
        finding.server().site(),
        finding.server().server(),
        Severity.valueOf(finding.severity()),
        Optional.empty(),
        Optional.of(finding.kind()));
  }
}
