/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What others were told of a server, so that what late evidence changes is told as a change, once,
 * with versions that only grow.
 */
final class ToldLedger {

  private static final int MAX_INCIDENTS = 8;
  private static final int MAX_FINDINGS = 64;

  /**
   * @param essence hash of all that is worth telling at once
   * @param rest hash of what is told in its time
   * @param at when it was told
   */
  private record Told(long version, boolean open, long essence, long rest, Instant at) {}

  private record ToldFinding(long version, long count, Instant firstAt, Instant lastAt) {}

  private final Map<String, Told> incidents = new LinkedHashMap<>();
  private final Map<String, ToldFinding> findings = new LinkedHashMap<>();

  /** Gives an outcome on, numbered; what was told already is left out. */
  void pass(Outcome outcome, List<Outcome> into) {
    if (outcome instanceof Outcome.IncidentChanged change) {
      if (!change.reason().equals(Outcome.LATE) || addsToWhatWasTold(change.incident())) {
        into.add(number(change));
      }
    } else if (outcome instanceof Outcome.FindingChanged finding) {
      pass(finding, into);
    } else {
      into.add(outcome);
    }
  }

  /** False also where it is not known any more: its versions could not go on. */
  private boolean addsToWhatWasTold(Incident incident) {
    Told told = incidents.get(incident.identity().id());
    return told != null && (told.essence() != essence(incident) || told.rest() != rest(incident));
  }

  private Outcome.IncidentChanged number(Outcome.IncidentChanged change) {
    Incident incident = change.incident();
    Told told = incidents.remove(incident.identity().id());
    boolean wasOpen = told != null && told.open();
    Outcome.Change kind;
    if (told == null) {
      kind = incident.open() ? Outcome.Change.OPENED : Outcome.Change.RESOLVED;
    } else if (wasOpen == incident.open()) {
      kind = Outcome.Change.UPDATED;
    } else {
      kind = wasOpen ? Outcome.Change.RESOLVED : Outcome.Change.REOPENED;
    }
    long version = told == null ? 1 : told.version() + 1;
    incidents.put(
        incident.identity().id(),
        new Told(version, incident.open(), essence(incident), rest(incident), change.at()));
    trim(incidents, MAX_INCIDENTS);
    boolean unproven = told != null && isHeldBack(told, incident);
    return new Outcome.IncidentChanged(
        kind,
        change.at(),
        unproven ? Outcome.NOT_PROVEN : change.reason(),
        incident.withVersion(version));
  }

  private void pass(Outcome.FindingChanged finding, List<Outcome> into) {
    ToldFinding told = findings.remove(finding.id());
    boolean same =
        told != null
            && told.count() == finding.count()
            && told.firstAt().equals(finding.firstAt())
            && told.lastAt().equals(finding.lastAt());
    long version = told == null ? 1 : told.version() + (same ? 0 : 1);
    findings.put(
        finding.id(),
        new ToldFinding(version, finding.count(), finding.firstAt(), finding.lastAt()));
    trim(findings, MAX_FINDINGS);
    if (!same) {
      into.add(finding.withVersion(version));
    }
  }

  private static void trim(Map<String, ?> map, int bound) {
    if (map.size() > bound) {
      map.remove(map.keySet().iterator().next());
    }
  }

  /**
   * Tells what is different since the recent evidence was judged anew.
   *
   * @param anew all outcomes of the new judgement
   * @param now the incident it leaves, null when there is none
   * @param before the incident that stood before, null when there was none
   * @return when {@code now} was told, if something of it changed since that is to be told in its
   *     time; else null
   */
  Instant reconcile(
      List<Outcome> anew, Incident now, Incident before, Instant at, List<Outcome> into) {
    Map<String, Incident> last = new LinkedHashMap<>();
    List<Outcome> unknown = new ArrayList<>();
    for (Outcome outcome : anew) {
      if (outcome instanceof Outcome.IncidentChanged change) {
        String id = change.incident().identity().id();
        if (incidents.containsKey(id)) {
          last.put(id, change.incident());
        } else {
          unknown.add(change);
        }
      } else {
        unknown.add(outcome);
      }
    }
    if (now != null && incidents.containsKey(now.identity().id())) {
      last.put(now.identity().id(), now);
    }
    withdraw(last, unknown, now, before, at, into);
    for (Map.Entry<String, Incident> entry : last.entrySet()) {
      Told told = incidents.get(entry.getKey());
      if (told.essence() != essence(entry.getValue()) && !isHeldBack(told, entry.getValue())) {
        into.add(
            number(
                new Outcome.IncidentChanged(
                    Outcome.Change.UPDATED, at, Outcome.LATE, entry.getValue())));
      }
    }
    unknown.forEach(outcome -> pass(outcome, into));
    Told told = now == null ? null : incidents.get(now.identity().id());
    return told == null || told.rest() == rest(now) ? null : told.at();
  }

  /**
   * When the recovery of an incident was told that late failures alone have opened again; null when
   * there is none. Front ends that come late are heard in order, so that the answer which proves
   * them well, too, comes after what they failed before: until then nobody is called back.
   */
  Instant recoveryInDoubt(Incident now) {
    Told told = now == null ? null : incidents.get(now.identity().id());
    return told != null && isHeldBack(told, now) ? told.at() : null;
  }

  private static boolean isHeldBack(Told told, Incident now) {
    return !told.open() && now.open() && !now.lifespan().lastFailureAt().isAfter(told.at());
  }

  private void withdraw(
      Map<String, Incident> last,
      List<Outcome> unknown,
      Incident now,
      Incident before,
      Instant at,
      List<Outcome> into) {
    if (before == null || (now != null && sameId(now, before))) {
      return;
    }
    String id = before.identity().id();
    Told told = incidents.get(id);
    boolean still =
        last.containsKey(id)
            || unknown.stream()
                .anyMatch(
                    outcome ->
                        outcome instanceof Outcome.IncidentChanged change
                            && sameId(change.incident(), before));
    if (told != null && told.open() && !still) {
      into.add(
          number(
              new Outcome.IncidentChanged(
                  Outcome.Change.RESOLVED, at, Outcome.WITHDRAWN, before.resolvedAt(at))));
    }
  }

  private static boolean sameId(Incident one, Incident other) {
    return one.identity().id().equals(other.identity().id());
  }

  private static long essence(Incident incident) {
    return Hash64.of(
        String.join(
            "|",
            incident.cause().name(),
            incident.confidence().name(),
            Objects.toString(incident.lifespan().startedAt()),
            Objects.toString(incident.lifespan().detectedAt()),
            Objects.toString(incident.lifespan().resolvedAt()),
            String.join(",", incident.impact().frontEnds()),
            String.join(",", incident.impact().recoveredFrontEnds()),
            String.join(",", incident.impact().protocols()),
            incident.extent().toString(),
            // Numbers of an open incident are told in their time.
            incident.open() ? "" : incident.impact().toString()));
  }

  private static long rest(Incident incident) {
    StringBuilder rest = new StringBuilder();
    rest.append(incident.impact()).append(incident.account().hops());
    rest.append(incident.account().changedBy());
    for (Source source : incident.account().evidence()) {
      rest.append(source.file()).append(source.offset());
    }
    return Hash64.of(rest.toString());
  }

  void writeTo(StateWriter out) {
    out.each(
        incidents.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.number(entry.getValue().version());
          writer.flag(entry.getValue().open());
          writer.number(entry.getValue().essence());
          writer.number(entry.getValue().rest());
          writer.time(entry.getValue().at());
        });
    out.each(
        findings.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.number(entry.getValue().version());
          writer.number(entry.getValue().count());
          writer.time(entry.getValue().firstAt());
          writer.time(entry.getValue().lastAt());
        });
  }

  static ToldLedger readFrom(StateReader in) {
    ToldLedger ledger = new ToldLedger();
    in.each(
        reader ->
            ledger.incidents.put(
                reader.text(),
                new Told(
                    reader.number(),
                    reader.flag(),
                    reader.number(),
                    reader.number(),
                    reader.time())));
    in.each(
        reader ->
            ledger.findings.put(
                reader.text(),
                new ToldFinding(reader.number(), reader.number(), reader.time(), reader.time())));
    return ledger;
  }
}
