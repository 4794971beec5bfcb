/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import io.hop444.wire.BackEndRequest;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of back ends that all is well with: a request of eight front ends over five protocols.
 */
final class HealthyServers {

  private static final int FRONT_ENDS = 8;
  private static final List<String> PROTOCOLS = List.of("Owa", "Ews", "Mapi", "Eas", "RpcHttp");

  private final int servers;

  HealthyServers(int servers) {
    this.servers = servers;
  }

  /** One request to each, with what the back end logs of it. */
  List<SpecificRecord> at(Instant moment, int number) {
    List<SpecificRecord> records = new ArrayList<>(2 * servers);
    for (int server = 0; server < servers; server++) {
      String name = "be%04d".formatted(server);
      String id = "7b1f3c90-0000-4444-%04x-%012x".formatted(server, number);
      int turn = number + 7 * server;
      String frontEnd = "fe%02d".formatted(turn % FRONT_ENDS);
      String protocol = PROTOCOLS.get(turn / FRONT_ENDS % PROTOCOLS.size());
      Instant ended = moment.plusMillis(server % 500);
      records.add(proxied(name, frontEnd, protocol, id, ended, number));
      records.add(backEnd(name, id, ended, number));
    }
    return records;
  }

  private static ProxiedRequest proxied(
      String server, String frontEnd, String protocol, String id, Instant ended, int number) {
    return ProxiedRequest.newBuilder()
        .setPosition(
            new Position(
                "OSL",
                frontEnd,
                "bench",
                "OSL/" + frontEnd + "/HttpProxy/" + protocol + "/HttpProxy_2026112010-1.LOG",
                Math.abs((long) server.hashCode()) * 1_000 + number * 800L))
        .setEndedAt(ended)
        .setRequestId(id)
        .setProtocol(protocol)
        .setFrontEnd(frontEnd)
        .setBackEnd(server)
        .setTargetHost(server + ".tailspin.example")
        .setHttpStatus(200)
        .setBackEndStatus("200")
        .setStem("/" + protocol)
        .setRequester(Requester.PERSON)
        .setUser("u-" + number % 97)
        .setText(ended + "," + id + ",BeginRequest=" + ended.minusMillis(40) + ";")
        .build();
  }

  private static BackEndRequest backEnd(String server, String id, Instant ended, int number) {
    return BackEndRequest.newBuilder()
        .setPosition(
            new Position(
                "OSL", server, "bench", "OSL/" + server + "/W3SVC2/u_ex261120.log", number * 400L))
        .setEndedAt(ended)
        .setRequestId(id)
        .setStatus(200)
        .setSubStatus(0)
        .setWin32Status(0)
        .setTimeTakenMillis(40)
        .setRequester(Requester.PERSON)
        .setText("row")
        .build();
  }
}
