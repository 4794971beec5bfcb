/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.alert.domain.BlastRadius;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.Confidence;
import io.hop444.alert.domain.Course;
import io.hop444.alert.domain.Diagnosis;
import io.hop444.alert.domain.Evidence;
import io.hop444.alert.domain.Hop;
import io.hop444.alert.domain.IncidentKey;
import io.hop444.alert.domain.Involved;
import io.hop444.alert.domain.Observation;
import io.hop444.alert.domain.ReportedChange;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.IncidentState;
import java.util.List;
import java.util.Optional;

/** The wire's incident changes in the domain's words. */
final class IncidentChangeMapper {

  private IncidentChangeMapper() {}

  /**
   * @throws IllegalArgumentException when the record contradicts itself; the message says how
   */
  static ReportedChange map(IncidentChange change) {
    Incident incident = change.getIncident();
    boolean resolved = incident.getState() == IncidentState.RESOLVED;
    return new ReportedChange(
        ReportedChange.Kind.valueOf(change.getChange().name()),
        change.getAt(),
        WireText.clean(change.getReason()),
        resolved
            ? Optional.of(Optional.ofNullable(incident.getResolvedAt()).orElse(change.getAt()))
            : Optional.empty(),
        observation(incident));
  }

  private static Observation observation(Incident incident) {
    return new Observation(
        new IncidentKey(
            WireText.clean(incident.getId()),
            incident.getGeneration(),
            WireText.clean(incident.getSite()),
            WireText.clean(incident.getBackEnd())),
        incident.getVersion(),
        new Diagnosis(
            Cause.valueOf(incident.getCause().name()),
            Confidence.valueOf(incident.getConfidence().name()),
            WireText.clean(incident.getSummary()),
            incident.getHops().stream()
                .map(
                    hop ->
                        new Hop(
                            hop.getNumber(),
                            hop.getVerdict().name(),
                            WireText.clean(hop.getDetail())))
                .toList(),
            WireText.clean(incident.getReasonsFor()),
            WireText.clean(incident.getReasonsAgainst()),
            Optional.ofNullable(incident.getChangedBy()).map(WireText::clean)),
        new BlastRadius(
            WireText.clean(incident.getFrontEnds()),
            WireText.clean(incident.getRecoveredFrontEnds()),
            WireText.clean(incident.getProtocols()),
            incident.getUsersAffected(),
            incident.getUsersExact(),
            incident.getFailedRequests()),
        new Involved(
            incident.getScope().name(),
            Optional.ofNullable(incident.getGroupId()).map(WireText::clean),
            WireText.clean(incident.getGroupBackEnds()),
            Optional.ofNullable(incident.getThumbprint()).map(WireText::clean)),
        new Course(incident.getStartedAt(), incident.getDetectedAt(), incident.getLastFailureAt()),
        evidence(incident.getEvidence()));
  }

  static List<Evidence> evidence(List<io.hop444.wire.Evidence> pieces) {
    return Evidence.mostTellingFirst(
        pieces.stream()
            .map(
                piece ->
                    new Evidence(
                        piece.getKind().name(),
                        WireText.clean(piece.getSite()),
                        WireText.clean(piece.getServer()),
                        WireText.clean(piece.getFile()),
                        piece.getOffset(),
                        piece.getTime(),
                        WireText.clean(piece.getText())))
            .toList());
  }
}
