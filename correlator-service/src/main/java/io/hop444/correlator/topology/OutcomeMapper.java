/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Incident;
import io.hop444.correlator.domain.Outcome;
import io.hop444.correlator.domain.Source;
import io.hop444.wire.Cause;
import io.hop444.wire.Change;
import io.hop444.wire.Confidence;
import io.hop444.wire.Evidence;
import io.hop444.wire.EvidenceKind;
import io.hop444.wire.Finding;
import io.hop444.wire.FindingKind;
import io.hop444.wire.Gap;
import io.hop444.wire.Hop;
import io.hop444.wire.HopVerdict;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.IncidentState;
import io.hop444.wire.Scope;
import io.hop444.wire.Severity;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Outcomes to wire records, handed on as they come. */
record OutcomeMapper(Consumer<SpecificRecord> results) implements Outcome.Sink {

  @Override
  public void incident(Outcome.IncidentChanged change) {
    results.accept(
        IncidentChange.newBuilder()
            .setChange(Change.valueOf(change.change().name()))
            .setAt(change.at())
            .setReason(change.reason())
            .setIncident(toWire(change.incident()))
            .build());
  }

  private static io.hop444.wire.Incident toWire(Incident incident) {
    Incident.Impact impact = incident.impact();
    return io.hop444.wire.Incident.newBuilder()
        .setId(incident.identity().id())
        .setGeneration(incident.identity().generation())
        .setVersion(incident.identity().version())
        .setSite(incident.identity().site())
        .setBackEnd(incident.identity().backEnd())
        .setCause(Cause.valueOf(incident.cause().name()))
        .setConfidence(Confidence.valueOf(incident.confidence().name()))
        .setState(incident.open() ? IncidentState.OPEN : IncidentState.RESOLVED)
        .setStartedAt(incident.lifespan().startedAt())
        .setDetectedAt(incident.lifespan().detectedAt())
        .setResolvedAt(incident.lifespan().resolvedAt())
        .setLastFailureAt(incident.lifespan().lastFailureAt())
        .setFrontEnds(impact.frontEnds())
        .setRecoveredFrontEnds(impact.recoveredFrontEnds())
        .setProtocols(impact.protocols())
        .setUsersAffected(impact.usersAffected())
        .setUsersExact(impact.usersExact())
        .setFailedRequests(impact.failedRequests())
        .setSummary(incident.account().summary())
        .setHops(
            incident.account().hops().stream()
                .map(
                    hop ->
                        new Hop(
                            hop.number(), HopVerdict.valueOf(hop.verdict().name()), hop.detail()))
                .toList())
        .setReasonsFor(incident.reasons().supporting())
        .setReasonsAgainst(incident.reasons().opposing())
        .setChangedBy(incident.account().changedBy())
        .setEvidence(evidence(incident.account().evidence()))
        .setScope(Scope.valueOf(incident.extent().scope().name()))
        .setGroupId(incident.extent().groupId())
        .setGroupBackEnds(incident.extent().backEnds())
        .setThumbprint(incident.extent().thumbprint())
        .build();
  }

  @Override
  public void finding(Outcome.FindingChanged finding) {
    results.accept(
        Finding.newBuilder()
            .setId(finding.id())
            .setVersion(finding.version())
            .setKind(FindingKind.valueOf(finding.kind().name()))
            .setSeverity(Severity.valueOf(finding.severity().name()))
            .setSite(finding.site())
            .setServer(finding.server())
            .setFirstAt(finding.firstAt())
            .setLastAt(finding.lastAt())
            .setCount(finding.count())
            .setSummary(finding.server() + ": " + finding.words() + ".")
            .setEvidence(evidence(finding.evidence()))
            .build());
  }

  @Override
  public void gap(Outcome.GapChanged gap) {
    results.accept(
        Gap.newBuilder()
            .setId(gap.id())
            .setVersion(gap.version())
            .setSite(gap.site())
            .setServer(gap.server())
            .setLog(gap.log())
            .setReason(gap.reason())
            .setOpen(gap.open())
            .setFirstAt(gap.firstAt())
            .setLastAt(gap.lastAt())
            .setDetail(gap.detail())
            .build());
  }

  private static List<Evidence> evidence(List<Source> sources) {
    return sources.stream()
        .map(
            source ->
                new Evidence(
                    EvidenceKind.valueOf(source.kind().name()),
                    source.site(),
                    source.server(),
                    source.file(),
                    source.offset(),
                    source.time(),
                    source.text()))
        .toList();
  }
}
