/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.demo;

import io.hop444.cli.StartFailedException;
import io.hop444.simulator.DemoEstate;
import io.hop444.simulator.LiveEstate;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.estate.Server;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The simulator's demo estate, which here breaks some time after the system is ready: a machine may
 * take 10 s or a minute to get there.
 */
final class MadeUpEstate implements AutoCloseable {

  /** So long the estate has been running when it is first seen. */
  private static final Duration PAST = Duration.ofMinutes(2);

  private static final double REQUESTS_PER_SECOND = 20;
  private static final long SEED = 444;

  /** What breaks and when. */
  record Outage(Server server, Instant from, Instant until) {}

  private final Estate estate = Estate.demo();
  private final Path logs;
  private final Clock clock;
  private LiveEstate live;

  MadeUpEstate(Path logs, Clock clock) {
    this.logs = logs;
    this.clock = clock;
  }

  /** Begins to write. */
  synchronized void start() throws StartFailedException {
    Instant from = clock.instant().minus(PAST);
    try {
      live =
          LiveEstate.start(
              new Simulation(estate, List.of(), from, REQUESTS_PER_SECOND, SEED), logs, clock);
    } catch (IOException e) {
      throw new StartFailedException(
          "The made-up estate cannot write its logs into " + logs + ": " + e + ".", e);
    }
  }

  /** Lets the binding of one back end disappear. */
  synchronized Outage breakOne(Duration after, Duration repairAfter) {
    Server server = estate.server(DemoEstate.BROKEN_SERVER);
    Instant from = clock.instant().plus(after);
    Instant until = from.plus(repairAfter);
    live.add(Fault.between(FaultKind.BINDING_MISSING, server.name(), from, until));
    return new Outage(server, from, until);
  }

  @Override
  public synchronized void close() {
    if (live == null) {
      return;
    }
    try {
      live.close();
    } catch (IOException e) {
      // The demo ends: rows that were not written are missed by nobody.
    }
  }
}
