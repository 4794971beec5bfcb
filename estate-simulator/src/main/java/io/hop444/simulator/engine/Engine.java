/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.estate.Server;
import io.hop444.simulator.file.LogFolder;
import io.hop444.simulator.file.Written;
import io.hop444.simulator.inventory.Bindings;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import io.hop444.simulator.truth.FaultTruth;
import io.hop444.simulator.truth.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A simulation under way. Not safe for use by several threads. */
public final class Engine {

  private final Simulation simulation;
  private final LogFolder folder;
  private final Agenda agenda = new Agenda();
  private final Map<String, ServerState> servers = new LinkedHashMap<>();
  private final List<ActiveFault> begun = new ArrayList<>();
  private final FaultScript script;
  private final Requests requests;
  private Instant playedUntil;

  /** Prepares a simulation whose logs go below {@code directory}; writes nothing yet. */
  public Engine(Simulation simulation, Path directory) {
    this.simulation = simulation;
    this.folder = new LogFolder(directory);
    this.playedUntil = simulation.from();
    SplittableRandom random = new SplittableRandom(simulation.seed());
    long from = micros(simulation.from());
    for (Server server : simulation.estate().servers()) {
      servers.put(server.id(), state(server, random.split()));
    }
    List<ServerState> states = List.copyOf(servers.values());
    requests = new Requests(random.split());
    Inventories inventories = new Inventories(agenda, random.split(), frontEndsAreStrict());
    script = new FaultScript(agenda, inventories, random.split());
    Probes probes =
        new Probes(states, simulation.estate().domain(), agenda, requests, random.split());
    HostNoise noise = new HostNoise(agenda, requests, random.split());
    for (ServerState server : states) {
      inventories.start(server, from);
      probes.start(server, from);
      noise.start(server, from);
    }
    agenda.at(from, new PeopleTraffic(simulation, states, agenda, requests, random.split()));
    simulation.faults().forEach(this::schedule);
  }

  /** Plays all that happens before {@code until}; nothing when that is already past. */
  public void playUntil(Instant until) throws IOException {
    if (until.isAfter(playedUntil)) {
      agenda.runUntil(micros(until));
      playedUntil = until;
    }
  }

  /** Adds a fault; one whose beginning is past begins at once. */
  public void add(Fault fault) {
    Simulation checked =
        new Simulation(
            simulation.estate(),
            List.of(fault),
            simulation.from(),
            simulation.requestsPerSecond(),
            simulation.seed());
    checked.faults().forEach(this::schedule);
  }

  /** Brings all that was played to the files. */
  public void flush() throws IOException {
    folder.flush();
  }

  /** What happened so far. */
  public Truth truth() {
    List<FaultTruth> faults = begun.stream().map(ActiveFault::truth).toList();
    return new Truth(simulation.from(), playedUntil, faults, requests.backgroundFailures());
  }

  public Written written() {
    return folder.written();
  }

  private void schedule(Fault fault) {
    ServerState server = servers.get(fault.server().toLowerCase(Locale.ROOT));
    ActiveFault active = new ActiveFault(fault, server.server().site());
    if (fault.kind().isUnexplained()) {
      server.leaveUnexplained();
    }
    long from = Math.max(micros(fault.from()), micros(playedUntil));
    agenda.at(
        from,
        now -> {
          begun.add(active);
          script.begin(active, server, now);
        });
    fault
        .until()
        .ifPresent(until -> agenda.at(micros(until), now -> script.end(active, server, now)));
  }

  private ServerState state(Server server, SplittableRandom random) {
    Instant notAfter = simulation.from().plus(Duration.ofDays(1100));
    for (Fault fault : simulation.faults()) {
      if (fault.server().equalsIgnoreCase(server.name())) {
        Optional<Instant> wanted = FaultScript.notAfter(fault.kind(), fault.from());
        notAfter = wanted.orElse(notAfter);
      }
    }
    return new ServerState(
        server,
        new ServerLogs(server, folder, 10_000 + random.nextInt(90_000)),
        new Bindings(server, simulation.from(), notAfter, random.split()),
        Probes.ofServer(server, random.split()));
  }

  /** TrustFailure occurs only where front ends do not accept any certificate. */
  private boolean frontEndsAreStrict() {
    return simulation.faults().stream()
        .map(Fault::kind)
        .anyMatch(
            kind -> kind.hop() == FaultKind.Hop.TRUST_FAILURE && kind != FaultKind.FRONT_END_TRUST);
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
  }
}
