/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is remembered of one server. Changed by {@link BackEndDetector} only; one thread at a
 * time. A healthy server needs a few kilobytes.
 */
public final class BackEndState {

  private static final int MAX_FRONT_ENDS = 512;
  private static final int MAX_FAILURES = 512;

  /** Failures that made no incident within this time make none. */
  private static final Duration FAILURES_KEPT = Duration.ofHours(1);

  private static final int FAILURES_WITH_TEXT = 12;
  private static final int RECENT_BACK_END_IDS = 128;

  final String name;
  final ServerName names;

  /** Site of a log of the server's own; null before the first. */
  String ownSite;

  /** Site of the front ends that ask it, until its own is known. */
  String askedFromSite;

  final Map<String, Instant> lastSuccessOf = new HashMap<>();
  final ServedProtocols served = new ServedProtocols();
  final RefusalsElsewhere trust = new RefusalsElsewhere();
  Instant lastSuccess;

  /** Failures no incident accounts for, in order of time. */
  final List<Failure> failures = new ArrayList<>();

  final BindingFacts facts;
  IncidentCase incident;
  int generation;
  final Map<String, FindingTally> findings = new TreeMap<>();
  final LogGaps gaps;

  /** Hashes of request ids the back end logged lately, for a failure whose row comes later. */
  private final long[] backEndIds = new long[RECENT_BACK_END_IDS];

  private int nextBackEndId;

  /** Things forgotten because a bound was reached. */
  long evictions;

  /** State of a server of which nothing is known yet. */
  public BackEndState(String name) {
    this(name, null, new BindingFacts(), new LogGaps());
  }

  private BackEndState(String name, String fullName, BindingFacts facts, LogGaps gaps) {
    this.name = name;
    this.names = new ServerName(name, fullName);
    this.facts = facts;
    this.gaps = gaps;
  }

  /** NetBIOS name in lower case. */
  public String name() {
    return name;
  }

  /** How many things were forgotten because a bound was reached. */
  public long evictions() {
    return evictions;
  }

  String site() {
    if (ownSite != null) {
      return ownSite;
    }
    return askedFromSite == null ? "" : askedFromSite;
  }

  void noteSuccess(String frontEnd, String protocol, Instant at) {
    served.note(protocol, frontEnd, at);
    Instant known = lastSuccessOf.get(frontEnd);
    if (known == null || at.isAfter(known)) {
      if (known == null && lastSuccessOf.size() >= MAX_FRONT_ENDS) {
        lastSuccessOf.entrySet().stream()
            .min(Map.Entry.comparingByValue())
            .ifPresent(oldest -> lastSuccessOf.remove(oldest.getKey()));
        evictions++;
      }
      lastSuccessOf.put(frontEnd, at);
    }
    if (lastSuccess == null || at.isAfter(lastSuccess)) {
      lastSuccess = at;
    }
  }

  /** Keeps the failure in order of time; returns false when it is there already. */
  boolean keep(Failure failure) {
    long withText = 0;
    int place = failures.size();
    for (int i = failures.size() - 1; i >= 0; i--) {
      Failure other = failures.get(i);
      if (failure.fingerprint() == other.fingerprint()) {
        return false;
      }
      if (other.source() != null) {
        withText++;
      }
      if (failure.at().isBefore(other.at())) {
        place = i;
      }
    }
    failures.add(place, withText < FAILURES_WITH_TEXT ? failure : failure.withoutSource());
    Instant oldest = failures.get(failures.size() - 1).at().minus(FAILURES_KEPT);
    failures.removeIf(other -> other.at().isBefore(oldest));
    if (failures.size() > MAX_FAILURES) {
      failures.remove(0);
      evictions++;
    }
    return true;
  }

  void rememberBackEndId(long requestHash) {
    backEndIds[nextBackEndId] = requestHash;
    nextBackEndId = (nextBackEndId + 1) % RECENT_BACK_END_IDS;
  }

  boolean backEndLogged(long requestHash) {
    for (long id : backEndIds) {
      if (id == requestHash) {
        return true;
      }
    }
    return false;
  }

  FindingTally finding(FindingKind kind, String server) {
    return findings.computeIfAbsent(
        FindingTally.nameOf(kind, server), name -> new FindingTally(kind, server));
  }

  /** Writes all of it. */
  public void writeTo(StateWriter out) {
    out.text(name);
    out.text(names.full());
    facts.writeTo(out);
    gaps.writeTo(out);
    out.text(ownSite);
    out.text(askedFromSite);
    out.each(
        new TreeMap<>(lastSuccessOf).entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.time(entry.getValue());
        });
    served.writeTo(out);
    trust.writeTo(out);
    out.time(lastSuccess);
    out.each(failures, Failure::writeTo);
    out.optional(incident, IncidentCase::writeTo);
    out.number(generation);
    out.each(findings.values(), FindingTally::writeTo);
    for (long id : backEndIds) {
      out.number(id);
    }
    out.number(nextBackEndId);
    out.number(evictions);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static BackEndState readFrom(StateReader in, Thresholds thresholds) {
    BackEndState state =
        new BackEndState(in.text(), in.text(), BindingFacts.readFrom(in), LogGaps.readFrom(in));
    state.ownSite = in.text();
    state.askedFromSite = in.text();
    in.each(reader -> state.lastSuccessOf.put(reader.text(), reader.time()));
    state.served.readFrom(in);
    state.trust.readFrom(in);
    state.lastSuccess = in.time();
    state.failures.addAll(in.each(Failure::readFrom));
    state.incident = in.optional(reader -> IncidentCase.readFrom(reader, thresholds.maxPeople()));
    state.generation = (int) in.number();
    for (FindingTally tally : in.each(FindingTally::readFrom)) {
      state.findings.put(FindingTally.nameOf(tally.kind, tally.server), tally);
    }
    for (int i = 0; i < RECENT_BACK_END_IDS; i++) {
      state.backEndIds[i] = in.number();
    }
    state.nextBackEndId = (int) in.number();
    state.evictions = in.number();
    return state;
  }
}
