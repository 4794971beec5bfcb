/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The front ends that failed in an incident, and what proves each of them well again. */
final class FailedFrontEnds {

  private final Map<String, FrontEnd> byName = new TreeMap<>();

  /** Successes since the last failure, of any front end. */
  private long proofs;

  private Instant firstProofAt;

  /** Answer to a front end that did not fail; counts once a failure follows it. */
  private Instant otherServedAt;

  /** Whether other front ends were served while those failed. */
  private boolean othersServed;

  private static final class FrontEnd {
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

    void writeTo(StateWriter out) {
      out.time(lastFailureAt);
      out.time(recoveredAt);
      out.time(provenAt);
      out.time(servedUntil);
      out.each(failing, (protocol, writer) -> writer.text(protocol));
    }

    static FrontEnd readFrom(StateReader in) {
      FrontEnd read = new FrontEnd();
      read.lastFailureAt = in.time();
      read.recoveredAt = in.time();
      read.provenAt = in.time();
      read.servedUntil = in.time();
      read.failing.addAll(in.each(StateReader::text));
      return read;
    }
  }

  /** What an answer proves. */
  enum Proof {
    /** Nothing that was not known. */
    NOTHING,
    /** A protocol of a front end, others of which are not proven yet. */
    PROTOCOL,
    /** All that failed of a front end. */
    FRONT_END
  }

  /**
   * Counts a failure.
   *
   * @param served last answer to its front end, null when none is known
   */
  void failed(Failure failure, Instant served) {
    othersServed |= otherServedAt != null && otherServedAt.isBefore(failure.at());
    FrontEnd frontEnd = byName.computeIfAbsent(failure.frontEnd(), name -> new FrontEnd());
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
      forgetProofs();
    }
  }

  /**
   * Notes an answer after the last failure.
   *
   * @param ofItsProtocol whether it proves its protocol only
   */
  Proof answered(ProxiedRow row, boolean ofItsProtocol) {
    proofs++;
    firstProofAt = firstProofAt == null ? row.at() : firstProofAt;
    FrontEnd frontEnd = byName.get(row.frontEnd());
    if (frontEnd == null) {
      otherServedAt = otherServedAt == null ? row.at() : otherServedAt;
    }
    if (frontEnd == null || frontEnd.recovered()) {
      return Proof.NOTHING;
    }
    if (!ofItsProtocol) {
      frontEnd.failing.clear();
    } else if (!frontEnd.failing.remove(row.protocol())) {
      return Proof.NOTHING;
    }
    frontEnd.provenAt = row.at();
    if (!frontEnd.failing.isEmpty()) {
      return Proof.PROTOCOL;
    }
    frontEnd.recoveredAt = row.at();
    return Proof.FRONT_END;
  }

  void forgetProofs() {
    proofs = 0;
    firstProofAt = null;
  }

  /** True when a row of the back end may be of a request of that front end that was answered. */
  boolean mayBeAnswered(String name, Instant row) {
    FrontEnd frontEnd = byName.get(name);
    return frontEnd != null
        && ((frontEnd.servedUntil != null
                && !row.isAfter(frontEnd.servedUntil.plus(ThirdHops.CLOSE)))
            || (frontEnd.provenAt != null
                && !row.isBefore(frontEnd.provenAt.minus(ThirdHops.CLOSE))));
  }

  Set<String> names() {
    return byName.keySet();
  }

  int size() {
    return byName.size();
  }

  boolean contain(String name) {
    return byName.containsKey(name);
  }

  List<String> recovered() {
    return namesOf(true);
  }

  List<String> notRecovered() {
    return namesOf(false);
  }

  private List<String> namesOf(boolean recovered) {
    List<String> names = new ArrayList<>();
    byName.forEach(
        (name, frontEnd) -> {
          if (frontEnd.recovered() == recovered) {
            names.add(name);
          }
        });
    return names;
  }

  /** Protocols of a front end that failed and have no proof since. */
  Set<String> failingOf(String name) {
    return byName.get(name).failing;
  }

  boolean allRecovered() {
    return byName.values().stream().allMatch(FrontEnd::recovered);
  }

  boolean anyProven() {
    return byName.values().stream().anyMatch(frontEnd -> frontEnd.provenAt != null);
  }

  /** True when a single front end failed while others were served. */
  boolean isOneWhileOthersWereServed() {
    return byName.size() == 1 && othersServed;
  }

  long proofs() {
    return proofs;
  }

  /** Null when there is none since the last failure. */
  Instant firstProofAt() {
    return firstProofAt;
  }

  private static Instant latest(Instant one, Instant other) {
    return one == null || other.isAfter(one) ? other : one;
  }

  void writeTo(StateWriter out) {
    out.each(
        byName.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          entry.getValue().writeTo(writer);
        });
    out.number(proofs);
    out.time(firstProofAt);
    out.time(otherServedAt);
    out.flag(othersServed);
  }

  void readFrom(StateReader in) {
    in.each(reader -> byName.put(reader.text(), FrontEnd.readFrom(reader)));
    proofs = in.number();
    firstProofAt = in.time();
    otherServedAt = in.time();
    othersServed = in.flag();
  }
}
