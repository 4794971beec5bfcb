/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.estate.Server;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.FaultKind.Hop;
import io.hop444.simulator.traffic.Call;
import io.hop444.simulator.traffic.Caller;
import io.hop444.simulator.traffic.Calls;
import io.hop444.simulator.traffic.Ids;
import io.hop444.simulator.traffic.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What monitors the estate: Exchange's own probes on each server, through the front end and
 * directly on 444, and the load balancer's health checks.
 */
final class Probes {

  private static final Protocol[] PROBED = {
    Protocol.OWA, Protocol.EWS, Protocol.MAPI, Protocol.ECP, Protocol.AUTODISCOVER
  };
  private static final long SECOND = 1_000_000L;

  private final Agenda agenda;
  private final Requests requests;
  private final Calls calls;
  private final SplittableRandom random;
  private final Caller balancer;
  private final List<ServerState> backEnds;

  Probes(
      List<ServerState> servers,
      String domain,
      Agenda agenda,
      Requests requests,
      SplittableRandom random) {
    this.agenda = agenda;
    this.requests = requests;
    this.random = random;
    this.calls = new Calls(domain, random.split());
    this.balancer = new Caller(-1, "", "", "", "", "10.39.0.5");
    this.backEnds = servers.stream().filter(s -> s.server().role().isBackEnd()).toList();
  }

  /** The health mailbox of a server. */
  static Caller ofServer(Server server, SplittableRandom random) {
    return new Caller(
        -1,
        "TAILSPIN\\HealthMailbox" + Ids.hex(random, 32, false),
        "S-1-5-21-2711938206-1408823954-3095511724-" + (500_000 + random.nextInt(10_000)),
        Ids.guid(random),
        Ids.hex(random, 32, true),
        server.role().isFrontEnd() ? "127.0.0.1" : server.address());
  }

  /** Puts a server's probes on the agenda. */
  void start(ServerState server, long micros) {
    if (server.server().role().isFrontEnd()) {
      every(20, micros, now -> probeFrontEnd(server, now));
      every(30, micros, now -> probeThrough(server, now));
      every(10, micros, now -> checkHealth(server, now));
    }
    if (server.server().role().isBackEnd()) {
      every(30, micros, now -> probeOwnPort(server, now));
    }
  }

  private void probeFrontEnd(ServerState frontEnd, long millis) throws IOException {
    if (frontEnd.isOpenToClients()) {
      requests.answerLocally(frontEnd, frontEnd.probe(), calls.localProbe(probed()), millis);
    }
  }

  private void probeThrough(ServerState frontEnd, long millis) throws IOException {
    if (!frontEnd.isOpenToClients()) {
      return;
    }
    ServerState target =
        frontEnd.server().role().isBackEnd()
            ? frontEnd
            : backEnds.get(random.nextInt(backEnds.size()));
    if (!target.has(FaultKind.MAINTENANCE)) {
      Call call = calls.deepProbe(probed(), frontEnd.probe());
      requests.send(frontEnd, target, frontEnd.probe(), call, millis);
    }
  }

  private void checkHealth(ServerState frontEnd, long millis) throws IOException {
    if (frontEnd.isOpenToClients()) {
      requests.checkHealth(frontEnd, balancer, calls.healthCheck(probed()), millis);
    }
  }

  /** The self test accepts any certificate; it fails only where TLS or TCP does. */
  private void probeOwnPort(ServerState server, long millis) throws IOException {
    for (ActiveFault fault : server.faults()) {
      Hop hop = fault.kind().hop();
      if (fault.kind() == FaultKind.MAINTENANCE
          || hop == Hop.SEND_FAILURE
          || hop == Hop.CONNECT_FAILURE
          || hop == Hop.HANDSHAKE_FAILURE
          || hop == Hop.POOL_STOPPED) {
        return;
      }
    }
    requests.testOwnPort(
        server, calls.localProbe(random.nextBoolean() ? Protocol.OWA : Protocol.ECP), millis);
  }

  private Protocol probed() {
    return PROBED[random.nextInt(PROBED.length)];
  }

  /** Repeats a task about every so many seconds, beginning at a random point of the first. */
  private void every(int seconds, long fromMicros, Agenda.Task task) {
    agenda.at(
        fromMicros + random.nextLong(seconds * SECOND),
        new Agenda.Task() {
          @Override
          public void run(long micros) throws IOException {
            task.run(micros / 1000);
            agenda.at(micros + seconds * SECOND + random.nextLong(SECOND) - SECOND / 2, this);
          }
        });
  }
}
