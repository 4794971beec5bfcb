/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.traffic.Exchange;
import io.hop444.simulator.truth.FaultTruth;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.TreeSet;

/** A fault that has begun, with the count of what it did. */
final class ActiveFault {

  private final Fault fault;
  private final String site;
  private final BitSet people = new BitSet();
  private final TreeSet<String> frontEnds = new TreeSet<>();
  private final TreeSet<String> protocols = new TreeSet<>();
  private long failed;
  private long firstMillis;
  private long lastMillis;
  private long asked;
  private boolean over;

  ActiveFault(Fault fault, String site) {
    this.fault = fault;
    this.site = site;
  }

  Fault fault() {
    return fault;
  }

  FaultKind kind() {
    return fault.kind();
  }

  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  /** Counts the requests that could have failed; 1 for the first. */
  long nextAsked() {
    return ++asked;
  }

  void count(Exchange exchange) {
    long millis = exchange.timing().endMillis();
    if (failed++ == 0) {
      firstMillis = millis;
    }
    lastMillis = millis;
    if (!exchange.caller().isProbe()) {
      people.set(exchange.caller().ordinal());
    }
    frontEnds.add(exchange.frontEnd().id());
    protocols.add(exchange.call().protocol().folder());
  }

  FaultTruth truth() {
    return new FaultTruth(
        fault,
        site,
        failed == 0
            ? Optional.empty()
            : Optional.of(
                new FaultTruth.Failures(
                    Instant.ofEpochMilli(firstMillis), Instant.ofEpochMilli(lastMillis))),
        failed,
        people.cardinality(),
        new TreeSet<>(frontEnds),
        new TreeSet<>(protocols));
  }
}
