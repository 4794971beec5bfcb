/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An incident under way, or resolved a short while ago, as the detector keeps it.
 *
 * <pre>
 *   (rules hold) ──► open ──(every front end that failed is proven well)──► resolved
 *                     ▲                                                        │
 *                     └──────────(rules hold again within the window)──────────┘
 * </pre>
 */
final class IncidentCase {

  private static final int MAX_EVIDENCE = 40;
  private static final int MAX_COUNTED = 65_536;
  private static final int MAX_REQUEST_IDS = 512;
  private static final int EVIDENCE_TEXT = 2_048;
  private static final int FIRST_FAILURES_SHOWN = 6;
  private static final int MAX_WITHOUT_ID = 48;

  /** So many failures of another kind alone, over so many seconds, are another failure. */
  private static final int TURNED = 6;

  private static final int TURNED_SECONDS = 30;

  final String id;
  final int generation;
  long version;
  Verdict verdict;
  Instant startedAt;
  Instant detectedAt;
  Instant resolvedAt;
  Instant lastFailureAt;
  Instant toldAt;
  boolean untold;
  String changedBy;

  /** Of the certificate on port 444, as it was known last; null when it is not known. */
  String thumbprint;

  long failedRequests;

  /** Failed requests that the back end's own log shows after all. */
  long seenOnHop3;

  /** How often it came back after a recovery. */
  int returns;

  /** The present phase began here: the first failure, or that of the last return. */
  Instant phaseAt;

  /** Last answer before that; null when none is known. */
  Instant servedUntil;

  /** Failures of another kind than the phase's, with none of its kind since the first of them. */
  private final List<Failure> turning = new ArrayList<>();

  /** Answer to a front end that did not fail; counts once a failure follows it. */
  private Instant otherServedAt;

  /** Whether other front ends were served while those failed. */
  boolean othersServed;

  /** Successes since the last failure, of any front end. */
  long proofs;

  Instant firstProofAt;
  final Map<String, FrontEnd> frontEnds = new TreeMap<>();
  final TreeSet<String> protocols = new TreeSet<>();
  final Map<ProxiedOutcome, Integer> outcomes = new EnumMap<>(ProxiedOutcome.class);
  final Map<String, Integer> failureNames = new TreeMap<>();
  final PeopleCount people;
  private final LongSet counted;
  private final LongSet requestIds;
  private final List<Source> evidence = new ArrayList<>();

  /** The last failures whose id the back end does not log. */
  final List<Failure> withoutId = new ArrayList<>();

  /** A front end that failed. */
  static final class FrontEnd {
    Instant lastFailureAt;
    Instant recoveredAt;

    /** Last answer to it before its last failure; null when none is known. */
    Instant servedUntil;

    /** Last proof of any of its protocols, null when none came since its last failure. */
    Instant provenAt;

    /** Protocols that failed and have no proof since. */
    final TreeSet<String> failing = new TreeSet<>();

    boolean recovered() {
      return recoveredAt != null;
    }
  }

  IncidentCase(String id, int generation, int maxPeople) {
    this(
        id,
        generation,
        new PeopleCount(maxPeople),
        new LongSet(MAX_COUNTED),
        new LongSet(MAX_REQUEST_IDS));
  }

  private IncidentCase(
      String id, int generation, PeopleCount people, LongSet counted, LongSet requestIds) {
    this.id = id;
    this.generation = generation;
    this.people = people;
    this.counted = counted;
    this.requestIds = requestIds;
  }

  boolean open() {
    return resolvedAt == null;
  }

  /**
   * Counts a failure; returns false when it was counted before.
   *
   * @param served last answer to its front end, null when none is known
   */
  boolean add(Failure failure, Instant served) {
    if (!counted.add(failure.fingerprint())) {
      return false;
    }
    boolean newProtocol = protocols.add(failure.protocol());
    boolean firstOfItsKind = newProtocol || !frontEnds.containsKey(failure.frontEnd());
    failedRequests++;
    lastFailureAt = latest(lastFailureAt, failure.at());
    startedAt = startedAt == null || failure.at().isBefore(startedAt) ? failure.at() : startedAt;
    othersServed |= otherServedAt != null && otherServedAt.isBefore(failure.at());
    FrontEnd frontEnd = frontEnds.computeIfAbsent(failure.frontEnd(), name -> new FrontEnd());
    frontEnd.lastFailureAt = latest(frontEnd.lastFailureAt, failure.at());
    if (served != null && !served.isAfter(failure.at())) {
      frontEnd.servedUntil = latest(frontEnd.servedUntil, served);
    }
    if (!frontEnd.recovered() || !frontEnd.recoveredAt.isAfter(failure.at())) {
      frontEnd.recoveredAt = null;
      frontEnd.provenAt = null;
      frontEnd.failing.add(failure.protocol());
    }
    if (firstProofAt != null && !firstProofAt.isAfter(failure.at())) {
      firstProofAt = null;
      proofs = 0;
    }
    outcomes.merge(failure.outcome(), 1, Integer::sum);
    if (isOfThePhase(failure)) {
      turning.clear();
    } else if (turning.size() < TURNED) {
      turning.add(failure.withoutSource());
    }
    if (failure.stemHash() != 0 && !ThirdHops.hasId(failure.protocol())) {
      withoutId.add(failure.withoutSource());
      if (withoutId.size() > MAX_WITHOUT_ID) {
        withoutId.remove(0);
      }
    }
    if (failure.name() != null) {
      failureNames.merge(failure.name(), 1, Integer::sum);
    }
    if (failure.userHash() != 0) {
      people.add(failure.userHash());
    }
    if (failure.requestHash() != 0) {
      requestIds.add(failure.requestHash());
    }
    if (failure.source() != null && (firstOfItsKind || failedRequests <= FIRST_FAILURES_SHOWN)) {
      show(failure.source());
    }
    untold = true;
    return true;
  }

  /**
   * Notes an answer over 444. It proves the front end's whole second hop, but where certificates
   * are refused only its protocol: other code may be stricter.
   */
  void prove(ProxiedRow row) {
    boolean refused = outcomes.containsKey(ProxiedOutcome.CERTIFICATE_REFUSED);
    if (!row.provesAt().isAfter(lastFailureAt)
        || (refused && !protocols.contains(row.protocol()))) {
      return;
    }
    proofs++;
    firstProofAt = firstProofAt == null ? row.at() : firstProofAt;
    FrontEnd frontEnd = frontEnds.get(row.frontEnd());
    if (frontEnd == null) {
      otherServedAt = otherServedAt == null ? row.at() : otherServedAt;
    }
    if (frontEnd == null || frontEnd.recovered()) {
      return;
    }
    if (!refused) {
      frontEnd.failing.clear();
    } else if (!frontEnd.failing.remove(row.protocol())) {
      return;
    }
    frontEnd.provenAt = row.at();
    untold = true;
    if (frontEnd.failing.isEmpty()) {
      frontEnd.recoveredAt = row.at();
      show(row.source());
    }
  }

  /** True when a row of the back end may be of a request of that front end that was answered. */
  boolean mayBeAnswered(String name, Instant row) {
    FrontEnd frontEnd = frontEnds.get(name);
    return frontEnd != null
        && ((frontEnd.servedUntil != null
                && !row.isAfter(frontEnd.servedUntil.plus(ThirdHops.CLOSE)))
            || (frontEnd.provenAt != null
                && !row.isBefore(frontEnd.provenAt.minus(ThirdHops.CLOSE))));
  }

  private boolean isOfThePhase(Failure failure) {
    boolean refused = failure.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED;
    int refusals = outcomes.getOrDefault(ProxiedOutcome.CERTIFICATE_REFUSED, 0) - (refused ? 1 : 0);
    int others = outcomes.values().stream().mapToInt(Integer::intValue).sum() - 1 - refusals;
    return refused ? refusals >= others : others >= refusals;
  }

  /**
   * Begins the next phase where the failures have become others without an answer in between, as
   * when a missing certificate is replaced by a wrong one. Returns false where they have not.
   */
  boolean turns() {
    if (turning.size() < TURNED
        || lastFailureAt.isBefore(turning.get(0).at().plusSeconds(TURNED_SECONDS))) {
      return false;
    }
    phaseAt = turning.get(0).at();
    outcomes.clear();
    turning.forEach(failure -> outcomes.merge(failure.outcome(), 1, Integer::sum));
    turning.clear();
    return true;
  }

  /** True when a single front end failed while others were served. */
  boolean isOfOneFrontEnd() {
    return frontEnds.size() == 1 && othersServed;
  }

  /** Begins the next phase of a failure that came back. */
  void comesBack(Instant at) {
    resolvedAt = null;
    returns++;
    phaseAt = at;
    proofs = 0;
    firstProofAt = null;
    outcomes.clear();
    turning.clear();
  }

  boolean everyFrontEndRecovered() {
    return frontEnds.values().stream().allMatch(FrontEnd::recovered);
  }

  boolean hasRequest(long requestHash) {
    return requestIds.contains(requestHash);
  }

  /** Adds a piece of evidence unless it is there or there are enough. */
  void show(Source source) {
    if (source == null || evidence.size() >= MAX_EVIDENCE) {
      return;
    }
    for (Source shown : evidence) {
      if (shown.offset() == source.offset() && shown.file().equals(source.file())) {
        return;
      }
    }
    evidence.add(source.cutTo(EVIDENCE_TEXT));
    untold = true;
  }

  /** Evidence in order of time. */
  List<Source> evidence() {
    List<Source> sorted = new ArrayList<>(evidence);
    sorted.sort(Comparator.comparing(Source::time).thenComparing(Source::file));
    return sorted;
  }

  private static Instant latest(Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }

  void writeTo(StateWriter out) {
    out.text(id);
    out.number(generation);
    people.writeTo(out);
    counted.writeTo(out);
    requestIds.writeTo(out);
    out.number(version);
    out.optional(verdict, Verdict::writeTo);
    out.time(startedAt);
    out.time(detectedAt);
    out.time(resolvedAt);
    out.time(lastFailureAt);
    out.time(toldAt);
    out.flag(untold);
    out.text(changedBy);
    out.text(thumbprint);
    out.number(failedRequests);
    out.number(seenOnHop3);
    out.number(returns);
    out.time(phaseAt);
    out.time(servedUntil);
    out.number(proofs);
    out.time(firstProofAt);
    out.each(
        frontEnds.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.time(entry.getValue().lastFailureAt);
          writer.time(entry.getValue().recoveredAt);
          writer.time(entry.getValue().provenAt);
          writer.time(entry.getValue().servedUntil);
          writer.each(entry.getValue().failing, (protocol, text) -> text.text(protocol));
        });
    out.each(protocols, (protocol, writer) -> writer.text(protocol));
    out.each(
        outcomes.entrySet(),
        (entry, writer) -> {
          writer.constant(entry.getKey());
          writer.number(entry.getValue());
        });
    out.each(
        failureNames.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.number(entry.getValue());
        });
    out.each(evidence, Source::writeTo);
    out.each(turning, Failure::writeTo);
    out.each(withoutId, Failure::writeTo);
    out.time(otherServedAt);
    out.flag(othersServed);
  }

  static IncidentCase readFrom(StateReader in, int maxPeople) {
    String id = in.text();
    int generation = (int) in.number();
    IncidentCase read =
        new IncidentCase(
            id,
            generation,
            PeopleCount.readFrom(in, maxPeople),
            LongSet.readFrom(in, MAX_COUNTED),
            LongSet.readFrom(in, MAX_REQUEST_IDS));
    read.version = in.number();
    read.verdict = in.optional(Verdict::readFrom);
    read.startedAt = in.time();
    read.detectedAt = in.time();
    read.resolvedAt = in.time();
    read.lastFailureAt = in.time();
    read.toldAt = in.time();
    read.untold = in.flag();
    read.changedBy = in.text();
    read.thumbprint = in.text();
    read.failedRequests = in.number();
    read.seenOnHop3 = in.number();
    read.returns = (int) in.number();
    read.phaseAt = in.time();
    read.servedUntil = in.time();
    read.proofs = in.number();
    read.firstProofAt = in.time();
    in.each(
        reader -> {
          FrontEnd frontEnd = read.frontEnds.computeIfAbsent(reader.text(), name -> new FrontEnd());
          frontEnd.lastFailureAt = reader.time();
          frontEnd.recoveredAt = reader.time();
          frontEnd.provenAt = reader.time();
          frontEnd.servedUntil = reader.time();
          frontEnd.failing.addAll(reader.each(StateReader::text));
          return frontEnd;
        });
    read.protocols.addAll(in.each(StateReader::text));
    in.each(
        reader -> read.outcomes.put(reader.constant(ProxiedOutcome.class), (int) reader.number()));
    in.each(reader -> read.failureNames.put(reader.text(), (int) reader.number()));
    read.evidence.addAll(in.each(Source::readFrom));
    read.turning.addAll(in.each(Failure::readFrom));
    read.withoutId.addAll(in.each(Failure::readFrom));
    read.otherServedAt = in.time();
    read.othersServed = in.flag();
    return read;
  }
}
