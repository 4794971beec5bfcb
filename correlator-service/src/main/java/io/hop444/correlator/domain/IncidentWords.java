/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in words what a server's incident is like now. */
final class IncidentWords {

  private final BackEndState state;

  IncidentWords(BackEndState state) {
    this.state = state;
  }

  /** In one sentence. */
  String summary() {
    IncidentCase incident = state.incident;
    String since = incident.open() ? " since " + told(incident.startedAt) : "";
    String span =
        incident.open()
            ? ""
            : " from " + told(incident.startedAt) + " to " + told(incident.resolvedAt);
    return "%s%s: %s%s%s; %s of %s through %s failed (%s)."
        .formatted(
            state.name,
            state.site().isEmpty() ? "" : " (" + state.site() + ")",
            incident.verdict.cause().words(),
            since,
            span,
            count(incident.failedRequests, "request"),
            count(incident.people.size(), "person").replace("persons", "people"),
            count(incident.frontEnds.size(), "front end"),
            String.join(", ", incident.protocols));
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** What is known of each hop. */
  List<Incident.Hop> hops() {
    IncidentCase incident = state.incident;
    String names =
        incident.failureNames.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    List<Incident.Hop> hops = new ArrayList<>(3);
    hops.add(
        new Incident.Hop(
            1,
            Incident.HopVerdict.OK,
            state.firstHops.told(incident.frontEnds.names(), incident::hasRequest)));
    hops.add(
        new Incident.Hop(
            2,
            incident.open() ? Incident.HopVerdict.FAILED : Incident.HopVerdict.OK,
            secondHop(names)));
    hops.add(thirdHop());
    return hops;
  }

  /** By the clock that most servers share, as the incident's times are told. */
  private Instant told(Instant moment) {
    return moment.plus(state.clocks.ofMost(state.name));
  }

  private String secondHop(String names) {
    return stateOfSecondHop(names) + clocks();
  }

  private String clocks() {
    return state.incident.frontEnds.names().stream()
        .filter(frontEnd -> !state.clocks.aheadOf(frontEnd).isZero())
        .map(
            frontEnd -> {
              long seconds = state.clocks.aheadOf(frontEnd).toSeconds();
              return " The clock of %s is %d s %s that of %s."
                  .formatted(
                      frontEnd, Math.abs(seconds), seconds > 0 ? "ahead of" : "behind", state.name);
            })
        .collect(Collectors.joining());
  }

  private String stateOfSecondHop(String names) {
    IncidentCase incident = state.incident;
    if (!incident.open()) {
      return "Answers came over 444 again" + (names.isEmpty() ? "." : "; before: " + names + ".");
    }
    String failed =
        "TLS to "
            + state.name
            + ":444 ended before HTTP"
            + (names.isEmpty() ? "." : ": " + names + ".");
    if (incident.frontEnds.proofs() == 0) {
      return failed;
    }
    String left =
        incident.frontEnds.notRecovered().stream()
            .map(name -> name + " (" + String.join(", ", incident.frontEnds.failingOf(name)) + ")")
            .collect(Collectors.joining(", "));
    return failed
        + " Partly recovered"
        + (left.isEmpty()
            ? "; it must last before it is believed."
            : "; not proven yet: " + left + ".");
  }

  private Incident.Hop thirdHop() {
    IncidentCase incident = state.incident;
    int byAddress =
        state.thirdHops.of(incident.withoutId, incident.frontEnds::mayBeAnswered).size();
    if (incident.seenOnHop3 + byAddress > 0) {
      return new Incident.Hop(
          3,
          Incident.HopVerdict.OK,
          "Of the failed requests "
              + incident.seenOnHop3
              + " stand in the back end's log by their id, "
              + byAddress
              + " by front end, time and path.");
    }
    if (!state.gaps.backEndLogSeen()) {
      return new Incident.Hop(
          3, Incident.HopVerdict.UNKNOWN, "The back end's log is not collected.");
    }
    // While failures go on the log is never read past the last one; those before detection count.
    if (!state.gaps.backEndLogReadPast(incident.detectedAt.plusSeconds(1))) {
      return new Incident.Hop(
          3,
          Incident.HopVerdict.UNKNOWN,
          "The back end's log is not read past the first failures yet.");
    }
    if (incident.protocols.stream().noneMatch(ThirdHops::hasId)
        && !state.thirdHops.knowsAddressesOf(incident.frontEnds.names())) {
      return new Incident.Hop(
          3,
          Incident.HopVerdict.UNKNOWN,
          "The back end's log has no ids of "
              + String.join(", ", incident.protocols)
              + ", and no row tells the front ends' addresses.");
    }
    return new Incident.Hop(
        3,
        Incident.HopVerdict.ABSENT,
        state.gaps.backEndLogReadPast(incident.lastFailureAt.plusSeconds(1))
            ? "The back end's log is read past the last failure and has none of the failed"
                + " requests."
            : "The back end's log is read past the first failures and has none of the failed"
                + " requests so far.");
  }
}
