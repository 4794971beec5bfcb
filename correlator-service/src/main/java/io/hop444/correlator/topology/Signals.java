/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Evidence;
import io.hop444.correlator.domain.ProxiedOutcome;
import io.hop444.correlator.domain.ProxiedRow;
import io.hop444.wire.HostEvent;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Which records bear on every back end: some of a front end, and the incidents of the others.
 * Refusals are many: one of a front end and back end in a minute is enough. Not safe for use by
 * several threads.
 */
final class Signals {

  private static final Duration ENOUGH = Duration.ofMinutes(1);
  private static final int MAX_PAIRS = 10_000;

  private final Map<String, Instant> refusals = new LinkedHashMap<>();
  private final Map<String, Evidence.FailureElsewhere> incidents = new LinkedHashMap<>();

  /** Null where the record is none, or tells what was told. */
  Evidence firstOf(SpecificRecord value, Evidence evidence) {
    Evidence found = of(value, evidence);
    if (!(found instanceof Evidence.FrontEndSignal signal)
        || signal.kind() != Evidence.FrontEndSignal.Kind.REFUSES) {
      return found;
    }
    String pair = signal.frontEnd() + "/" + signal.backEnd();
    Instant told = refusals.get(pair);
    if (told != null && signal.at().isBefore(told.plus(ENOUGH))) {
      return null;
    }
    refusals.put(pair, signal.at());
    if (refusals.size() > MAX_PAIRS) {
      refusals.remove(refusals.keySet().iterator().next());
    }
    return signal;
  }

  /** Null where the record is none. */
  static Evidence of(SpecificRecord value, Evidence evidence) {
    if (evidence instanceof Evidence.FailureElsewhere) {
      return evidence;
    }
    if (evidence instanceof ProxiedRow row) {
      return row.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED && row.backEnd() != null
          ? new Evidence.FrontEndSignal(
              row.source(), Evidence.FrontEndSignal.Kind.REFUSES, row.frontEnd(), row.backEnd())
          : null;
    }
    if (!(value instanceof HostEvent event) || !event.getProvider().equals("Schannel")) {
      return null;
    }
    Evidence.FrontEndSignal.Kind kind = kindOf(event.getEventId());
    return kind == null
        ? null
        : new Evidence.FrontEndSignal(
            ((Evidence.WindowsEvent) evidence).source(),
            kind,
            event.getPosition().getServer(),
            null);
  }

  /** Null where the result is no incident, or nothing of it changed that others group by. */
  IncidentChange newsOf(SpecificRecord result) {
    if (!(result instanceof IncidentChange change)) {
      return null;
    }
    Evidence.FailureElsewhere now = (Evidence.FailureElsewhere) EvidenceMapper.toEvidence(result);
    Evidence.FailureElsewhere before = incidents.remove(now.incidentId());
    incidents.put(now.incidentId(), now);
    if (incidents.size() > MAX_PAIRS) {
      incidents.remove(incidents.keySet().iterator().next());
    }
    if (now.equals(before)) {
      return null;
    }
    return IncidentChange.newBuilder()
        .setChange(change.getChange())
        .setAt(change.getAt())
        .setReason(change.getReason())
        .setIncident(slim(change.getIncident()))
        .build();
  }

  /** Without its story, field by field: every change of an incident goes to every task. */
  private static Incident slim(Incident incident) {
    return Incident.newBuilder()
        .setId(incident.getId())
        .setGeneration(incident.getGeneration())
        .setVersion(incident.getVersion())
        .setSite(incident.getSite())
        .setBackEnd(incident.getBackEnd())
        .setCause(incident.getCause())
        .setConfidence(incident.getConfidence())
        .setState(incident.getState())
        .setStartedAt(incident.getStartedAt())
        .setDetectedAt(incident.getDetectedAt())
        .setResolvedAt(incident.getResolvedAt())
        .setLastFailureAt(incident.getLastFailureAt())
        .setFrontEnds(List.of())
        .setRecoveredFrontEnds(List.of())
        .setProtocols(List.of())
        .setUsersAffected(incident.getUsersAffected())
        .setUsersExact(incident.getUsersExact())
        .setFailedRequests(incident.getFailedRequests())
        .setSummary("")
        .setHops(List.of())
        .setReasonsFor(List.of())
        .setReasonsAgainst(List.of())
        .setChangedBy(null)
        .setEvidence(List.of())
        .setScope(incident.getScope())
        .setGroupId(incident.getGroupId())
        .setGroupBackEnds(List.of())
        .setThumbprint(incident.getThumbprint())
        .build();
  }

  private static Evidence.FrontEndSignal.Kind kindOf(int schannelEvent) {
    return switch (schannelEvent) {
      case 36881 -> Evidence.FrontEndSignal.Kind.SAYS_EXPIRED;
      case 36882, 36883 -> Evidence.FrontEndSignal.Kind.SAYS_UNTRUSTED;
      default -> null;
    };
  }
}
