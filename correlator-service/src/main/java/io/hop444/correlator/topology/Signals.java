/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Evidence;
import io.hop444.correlator.domain.ProxiedOutcome;
import io.hop444.correlator.domain.ProxiedRow;
import io.hop444.correlator.domain.Source;
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
 * Refusals are many: one of a front end and back end in a minute is enough, and so is one answer of
 * a back end that another front end refuses. Not safe for use by several threads.
 */
final class Signals {

  private static final Duration ENOUGH = Duration.ofMinutes(1);
  private static final int MAX_PAIRS = 10_000;

  /** Answers are compared with refusals of so long before. */
  private static final Duration LATELY = Duration.ofMinutes(15);

  /** When it was told last of each front end and back end. */
  private final Map<String, Instant> told = new LinkedHashMap<>();

  /** When each back end was refused last. */
  private final Map<String, Instant> refused = new LinkedHashMap<>();

  private final Map<String, Evidence.FailureElsewhere> incidents = new LinkedHashMap<>();

  /** Null where the record is none, or tells what was told. */
  Evidence firstOf(SpecificRecord value, Evidence evidence) {
    if (evidence instanceof ProxiedRow row && row.outcome().provesTls() && !isRefusedLately(row)) {
      return null;
    }
    Evidence found = of(value, evidence);
    if (!(found instanceof Evidence.FrontEndSignal signal) || signal.backEnd() == null) {
      return found;
    }
    if (signal.kind() == Evidence.FrontEndSignal.Kind.REFUSES) {
      keep(refused, signal.backEnd(), signal.at());
    }
    String pair = signal.kind() + "/" + signal.frontEnd() + "/" + signal.backEnd();
    Instant last = told.get(pair);
    if (last != null && signal.at().isBefore(last.plus(ENOUGH))) {
      return null;
    }
    keep(told, pair, signal.at());
    return signal;
  }

  private boolean isRefusedLately(ProxiedRow row) {
    Instant last = refused.isEmpty() || row.backEnd() == null ? null : refused.get(row.backEnd());
    return last != null && row.provesAt().isBefore(last.plus(LATELY));
  }

  private static void keep(Map<String, Instant> times, String of, Instant at) {
    times.put(of, at);
    if (times.size() > MAX_PAIRS) {
      times.remove(times.keySet().iterator().next());
    }
  }

  /** Null where the record is none. */
  static Evidence of(SpecificRecord value, Evidence evidence) {
    if (evidence instanceof Evidence.FailureElsewhere) {
      return evidence;
    }
    if (evidence instanceof ProxiedRow row) {
      return row.backEnd() == null ? null : ofRow(row);
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

  private static Evidence.FrontEndSignal ofRow(ProxiedRow row) {
    if (row.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED) {
      return new Evidence.FrontEndSignal(
          row.source(), Evidence.FrontEndSignal.Kind.REFUSES, row.frontEnd(), row.backEnd());
    }
    return row.outcome().provesTls()
        ? new Evidence.FrontEndSignal(
            at(row.provesAt(), row.source()),
            Evidence.FrontEndSignal.Kind.ANSWERED,
            row.frontEnd(),
            row.backEnd())
        : null;
  }

  private static Source at(Instant time, Source source) {
    return new Source(
        source.kind(),
        source.site(),
        source.server(),
        source.file(),
        source.offset(),
        time,
        source.text());
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
