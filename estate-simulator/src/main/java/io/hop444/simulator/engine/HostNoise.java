/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.event.EventKind;
import io.hop444.simulator.traffic.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** What every server logs without anything being wrong. */
final class HostNoise {

  private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());
  private static final long MEAN_MICROS = 120_000_000L;

  private final Agenda agenda;
  private final Requests requests;
  private final SplittableRandom random;

  HostNoise(Agenda agenda, Requests requests, SplittableRandom random) {
    this.agenda = agenda;
    this.requests = requests;
    this.random = random;
  }

  void start(ServerState server, long micros) {
    agenda.at(micros + random.nextLong(MEAN_MICROS), now -> makeNoise(server, now));
  }

  private void makeNoise(ServerState server, long micros) throws IOException {
    agenda.at(
        micros + MEAN_MICROS / 2 + random.nextLong(MEAN_MICROS), now -> makeNoise(server, now));
    if (server.isDown()) {
      return;
    }
    long millis = micros / 1000;
    ServerLogs logs = server.logs();
    switch (random.nextInt(9)) {
      case 0 ->
          logs.event(
              EventKind.SERVICE_STATE,
              millis,
              "",
              "Microsoft Exchange Health Manager",
              random.nextBoolean() ? "running" : "stopped");
      case 1 -> logs.event(EventKind.TLS_CREDENTIAL_FAILED, millis, "", "client", "10013");
      case 2 -> logs.event(EventKind.TLS_ALERT_RECEIVED, millis, "", "40");
      case 3 -> logs.event(EventKind.TLS_ALERT_SENT, millis, "", "10", "1203");
      case 4 ->
          logs.event(
              EventKind.URL_RESERVED,
              millis,
              "",
              "\\Device\\Http\\ReqQueue",
              "https://+:5986/wsman/");
      case 5 -> logs.event(EventKind.PROXY_STARTING, millis, "", "Oab");
      case 6 -> logs.event(EventKind.UPTIME, millis, "", Long.toString(millis / 1000 % 4_000_000));
      case 7 -> recycle(server, millis);
      default -> requests.journal().idleConnection(server, "172.16.0.9", millis);
    }
  }

  /** A recycled pool writes the heads of its logs again. */
  private void recycle(ServerState server, long millis) throws IOException {
    Protocol protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
    server
        .logs()
        .event(
            EventKind.POOL_RECYCLED,
            millis,
            "",
            protocol.pool(),
            Integer.toString(1000 + random.nextInt(20_000)));
    server.logs().proxy(protocol).restart(millis);
  }
}
