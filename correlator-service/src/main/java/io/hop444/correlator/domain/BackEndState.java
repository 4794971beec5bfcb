/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is remembered of one server. Changed by {@link BackEndDetector} only; one thread at a
 * time. A healthy server needs a few kilobytes.
 */
public final class BackEndState {

  /**
   * What is known of a server in whatever order it came: copies of a state share it.
   *
   * @param direct findings that each record makes by itself
   */
  record Common(
      ServerName names,
      LogGaps gaps,
      RefusalsElsewhere trust,
      RecentIds backEndIds,
      FrontEndSays says,
      FrontEndClocks clocks,
      FirstHops firstHops,
      ThirdHops thirdHops,
      FailureGroup elsewhere,
      GivenIds ids,
      Map<String, FindingTally> direct) {}

  final String name;
  final ServerName names;
  final LogGaps gaps;
  final RefusalsElsewhere trust;
  final RecentIds backEndIds;
  final FrontEndSays says;
  final FrontEndClocks clocks;
  final FirstHops firstHops;
  final ThirdHops thirdHops;
  final FailureGroup elsewhere;
  final GivenIds ids;
  final Map<String, FindingTally> direct;

  /** Site of a log of the server's own; null before the first. */
  String ownSite;

  /** Site of the front ends that ask it, until its own is known. */
  String askedFromSite;

  final Served served = new Served();

  /** What the rules say of the failures; found once until something changes. */
  private OpeningRules.Opening opening;

  private boolean openingIsKnown;
  private Instant trustAt;
  private boolean trustIsKnown;

  /** Failures no incident accounts for, in order of time. */
  final List<Failure> failures = new ArrayList<>();

  BindingFacts facts = new BindingFacts();
  IncidentCase incident;
  final EarlierIncidents earlier = new EarlierIncidents();
  int generation;

  /** Findings that follow from several records and their order. */
  final Map<String, FindingTally> findings = new TreeMap<>();

  /** Things forgotten because a bound was reached. */
  final EvictionCounts evictions = new EvictionCounts();

  /** The ids that it gives. */
  final StateIds stateIds;

  /** State of a server of which nothing is known yet. */
  public BackEndState(String name) {
    this(
        name,
        new Common(
            new ServerName(name),
            new LogGaps(),
            new RefusalsElsewhere(),
            new RecentIds(),
            new FrontEndSays(),
            new FrontEndClocks(),
            new FirstHops(),
            new ThirdHops(),
            new FailureGroup(),
            new GivenIds(),
            new TreeMap<>()));
  }

  private BackEndState(String name, Common common) {
    this.name = name;
    this.names = common.names();
    this.gaps = common.gaps();
    this.trust = common.trust();
    this.backEndIds = common.backEndIds();
    this.says = common.says();
    this.clocks = common.clocks();
    this.firstHops = common.firstHops();
    this.thirdHops = common.thirdHops();
    this.elsewhere = common.elsewhere();
    this.ids = common.ids();
    this.stateIds = new StateIds(name, ids);
    this.direct = common.direct();
  }

  /** A state that goes its own way from here, but for what does not depend on order. */
  BackEndState copy(Thresholds thresholds) {
    StateTape tape = new StateTape();
    writeOrdered(tape);
    BackEndState copy =
        new BackEndState(
            name,
            new Common(
                names,
                gaps,
                trust,
                backEndIds,
                says,
                clocks,
                firstHops,
                thirdHops,
                elsewhere,
                ids,
                direct));
    copy.readOrdered(tape, thresholds);
    return copy;
  }

  /** NetBIOS name in lower case. */
  public String name() {
    return name;
  }

  /** Of the incident that has this request; 0 where none has that is kept. */
  int generationOf(long requestHash) {
    if (incident != null && incident.hasRequest(requestHash)) {
      return incident.generation;
    }
    EarlierIncident found = earlier.ofRequest(requestHash);
    return found == null ? 0 : found.generation();
  }

  /** Earlier incidents that ended long before that moment are complete. */
  void forgetEarlierThan(Instant moment) {
    if (earlier.forgetLongBefore(moment)) {
      firstHops.trim(0, this::generationOf);
    }
  }

  String site() {
    if (ownSite != null) {
      return ownSite;
    }
    return askedFromSite == null ? "" : askedFromSite;
  }

  /** Null where the failures make no incident, or one is open. */
  OpeningRules.Opening opening(Thresholds thresholds) {
    if (failures.isEmpty() || (incident != null && incident.open())) {
      return null;
    }
    if (!openingIsKnown) {
      opening = new OpeningRules(this, thresholds).find();
      openingIsKnown = true;
    }
    return opening;
  }

  /** When a front end is to be found to have itself to blame for failures; null where none is. */
  Instant frontEndTrustAt(Thresholds thresholds) {
    if (failures.isEmpty()) {
      return null;
    }
    if (!trustIsKnown) {
      trustAt = FrontEndTrust.nextIn(this, thresholds);
      trustIsKnown = true;
    }
    return trustAt;
  }

  /** To be called when anything that these two read may have changed. */
  void changed() {
    openingIsKnown = false;
    opening = null;
    trustIsKnown = false;
    trustAt = null;
  }

  /** All findings under way. */
  List<FindingTally> tallies() {
    List<FindingTally> all = new ArrayList<>(direct.values());
    all.addAll(findings.values());
    return all;
  }

  FindingTally finding(FindingKind kind, String server) {
    return (kind.isDirect() ? direct : findings)
        .computeIfAbsent(
            FindingTally.nameOf(kind, server), name -> new FindingTally(kind, server, null));
  }

  /** The finding of something that stands; older ones of its kind are over. */
  FindingTally finding(FindingKind kind, FindingTally.Standing standing) {
    FindingTally tally = new FindingTally(kind, name, standing);
    findings
        .values()
        .removeIf(
            other ->
                other.kind == kind && !other.name().equals(tally.name()) && !other.worthTelling());
    return findings.computeIfAbsent(tally.name(), key -> tally);
  }

  /** Writes all of it. */
  public void writeTo(StateWriter out) {
    out.text(name);
    names.writeTo(out);
    gaps.writeTo(out);
    trust.writeTo(out);
    backEndIds.writeTo(out);
    says.writeTo(out);
    clocks.writeTo(out);
    firstHops.writeTo(out);
    thirdHops.writeTo(out);
    elsewhere.writeTo(out);
    ids.writeTo(out);
    out.each(direct.values(), FindingTally::writeTo);
    writeOrdered(out);
  }

  private void writeOrdered(StateWriter out) {
    facts.writeTo(out);
    out.text(ownSite);
    out.text(askedFromSite);
    served.writeTo(out);
    out.each(failures, Failure::writeTo);
    out.optional(incident, IncidentCase::writeTo);
    earlier.writeTo(out);
    out.number(generation);
    out.each(findings.values(), FindingTally::writeTo);
    evictions.writeTo(out);
    stateIds.writeTo(out);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static BackEndState readFrom(StateReader in, Thresholds thresholds) {
    String name = in.text();
    ServerName names = new ServerName(name);
    names.readFrom(in);
    LogGaps gaps = LogGaps.readFrom(in);
    RefusalsElsewhere trust = new RefusalsElsewhere();
    trust.readFrom(in);
    Common common =
        new Common(
            names,
            gaps,
            trust,
            RecentIds.readFrom(in),
            FrontEndSays.readFrom(in),
            FrontEndClocks.readFrom(in),
            FirstHops.readFrom(in),
            ThirdHops.readFrom(in),
            FailureGroup.readFrom(in),
            GivenIds.readFrom(in),
            new TreeMap<>());
    BackEndState state = new BackEndState(name, common);
    readTallies(in, state.direct);
    state.readOrdered(in, thresholds);
    return state;
  }

  private void readOrdered(StateReader in, Thresholds thresholds) {
    facts = BindingFacts.readFrom(in);
    ownSite = in.text();
    askedFromSite = in.text();
    served.readFrom(in);
    failures.addAll(in.each(Failure::readFrom));
    incident = in.optional(reader -> IncidentCase.readFrom(reader, thresholds.maxPeople()));
    earlier.readFrom(in);
    generation = (int) in.number();
    readTallies(in, findings);
    evictions.readFrom(in);
    stateIds.readFrom(in);
  }

  private static void readTallies(StateReader in, Map<String, FindingTally> into) {
    for (FindingTally tally : in.each(FindingTally::readFrom)) {
      into.put(tally.name(), tally);
    }
  }
}
