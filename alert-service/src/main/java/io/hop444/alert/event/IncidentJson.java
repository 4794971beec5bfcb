/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.event;

import io.hop444.alert.domain.BlastRadius;
import io.hop444.alert.domain.Diagnosis;
import io.hop444.alert.domain.Evidence;
import io.hop444.alert.domain.Hop;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.domain.IncidentState;
import io.hop444.alert.domain.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An incident as receivers see it.
 *
 * @param resolvedAt null while open
 * @param acknowledgedBy null unless acknowledged
 * @param resolvedBy null unless a person resolved it; {@code resolvedReason} likewise
 * @param scope SERVER, FRONT_END, SITE or ESTATE
 * @param groupId the same for incidents that are one event; null when it stands alone
 * @param thumbprint of the certificate on port 444 while it failed; null when not known
 * @param evidenceTotal how many pieces there are; {@code evidence} may hold fewer
 */
public record IncidentJson(
    String id,
    int generation,
    long version,
    String site,
    String backEnd,
    String cause,
    String confidence,
    String state,
    Instant startedAt,
    Instant detectedAt,
    Instant resolvedAt,
    Instant lastFailureAt,
    Instant openedAt,
    Instant updatedAt,
    String acknowledgedBy,
    Instant acknowledgedAt,
    String severity,
    String assignee,
    String resolvedBy,
    String resolvedReason,
    List<String> frontEnds,
    List<String> recoveredFrontEnds,
    List<String> protocols,
    long usersAffected,
    boolean usersExact,
    long failedRequests,
    String summary,
    List<Hop> hops,
    List<String> reasonsFor,
    List<String> reasonsAgainst,
    String changedBy,
    String scope,
    String groupId,
    List<String> groupBackEnds,
    String thumbprint,
    int evidenceTotal,
    List<Evidence> evidence) {

  /** The JSON of {@code incident} with all evidence it holds. */
  public static IncidentJson of(Incident incident) {
    return of(incident, incident.observed().evidence().size());
  }

  /**
   * @param evidenceTotal how many pieces exist, where {@code incident} holds only some
   */
  public static IncidentJson of(Incident incident, int evidenceTotal) {
    Observation observed = incident.observed();
    Diagnosis diagnosis = observed.diagnosis();
    BlastRadius radius = observed.radius();
    IncidentState state = incident.state();
    IncidentState.Acknowledged taken =
        state instanceof IncidentState.Acknowledged acknowledged ? acknowledged : null;
    Optional<IncidentState.ByHand> hand =
        state instanceof IncidentState.Resolved resolved ? resolved.hand() : Optional.empty();
    return new IncidentJson(
        incident.id(),
        observed.key().generation(),
        observed.version(),
        observed.key().site(),
        observed.key().backEnd(),
        diagnosis.cause().name(),
        diagnosis.confidence().name(),
        state.name(),
        observed.course().startedAt(),
        observed.course().detectedAt(),
        state instanceof IncidentState.Resolved over ? over.at() : null,
        observed.course().lastFailureAt(),
        incident.openedAt(),
        incident.updatedAt(),
        taken == null ? null : taken.by(),
        taken == null ? null : taken.at(),
        incident.handling().severity().name(),
        incident.handling().assignee().orElse(null),
        hand.map(IncidentState.ByHand::by).orElse(null),
        hand.map(IncidentState.ByHand::reason).orElse(null),
        radius.frontEnds(),
        radius.recoveredFrontEnds(),
        radius.protocols(),
        radius.usersAffected(),
        radius.usersExact(),
        radius.failedRequests(),
        diagnosis.summary(),
        diagnosis.hops(),
        diagnosis.reasonsFor(),
        diagnosis.reasonsAgainst(),
        diagnosis.changedBy().orElse(null),
        observed.involved().scope(),
        observed.involved().groupId().orElse(null),
        observed.involved().groupBackEnds(),
        observed.involved().thumbprint().orElse(null),
        evidenceTotal,
        observed.evidence());
  }
}
