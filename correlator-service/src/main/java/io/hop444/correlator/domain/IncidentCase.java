/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
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

  private static final int MAX_COUNTED = 65_536;
  private static final int MAX_REQUEST_IDS = 512;
  private static final int FIRST_FAILURES_SHOWN = 6;
  private static final int MAX_WITHOUT_ID = 48;

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

  final FailurePhase phase = new FailurePhase();
  final FailedFrontEnds frontEnds = new FailedFrontEnds();
  final TreeSet<String> protocols = new TreeSet<>();
  final Map<String, Integer> failureNames = new TreeMap<>();
  final PeopleCount people;
  private final LongSet counted;
  private final LongSet requestIds;
  private final ShownEvidence evidence = new ShownEvidence();

  /** The last failures whose id the back end does not log. */
  final List<Failure> withoutId = new ArrayList<>();

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
    boolean firstOfItsKind = newProtocol || !frontEnds.contain(failure.frontEnd());
    failedRequests++;
    lastFailureAt = latest(lastFailureAt, failure.at());
    startedAt = startedAt == null || failure.at().isBefore(startedAt) ? failure.at() : startedAt;
    frontEnds.failed(failure, served);
    phase.add(failure);
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
    boolean refused = phase.hasRefusals();
    if (!row.provesAt().isAfter(lastFailureAt)
        || (refused && !protocols.contains(row.protocol()))) {
      return;
    }
    FailedFrontEnds.Proof proof = frontEnds.answered(row, refused);
    untold |= proof != FailedFrontEnds.Proof.NOTHING;
    if (proof == FailedFrontEnds.Proof.FRONT_END) {
      show(row.source());
    }
  }

  /** Begins the next phase of a failure that came back. */
  void comesBack(Instant at) {
    resolvedAt = null;
    returns++;
    phase.comesBack(at);
    frontEnds.forgetProofs();
  }

  boolean hasRequest(long requestHash) {
    return requestIds.contains(requestHash);
  }

  /** What is kept of it once another begins. */
  EarlierIncident earlier(Incident stands, boolean oneFrontEndAlone) {
    return new EarlierIncident(stands, requestIds.copy(), oneFrontEndAlone);
  }

  /** Adds a piece of evidence unless it is there or there are enough. */
  void show(Source source) {
    untold |= evidence.add(source);
  }

  /** What is judged anew has lost most texts; it was shown with them. */
  void takeTextsOf(IncidentCase before) {
    evidence.takeTextsOf(before.evidence);
  }

  /** Evidence in order of time. */
  List<Source> evidence() {
    return evidence.inOrderOfTime();
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
    phase.writeTo(out);
    frontEnds.writeTo(out);
    out.each(protocols, (protocol, writer) -> writer.text(protocol));
    out.each(
        failureNames.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.number(entry.getValue());
        });
    evidence.writeTo(out);
    out.each(withoutId, Failure::writeTo);
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
    read.phase.readFrom(in);
    read.frontEnds.readFrom(in);
    read.protocols.addAll(in.each(StateReader::text));
    in.each(reader -> read.failureNames.put(reader.text(), (int) reader.number()));
    read.evidence.readFrom(in);
    read.withoutId.addAll(in.each(Failure::readFrom));
    return read;
  }
}
