/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.traffic;

import io.hop444.simulator.estate.Server;
import io.hop444.simulator.file.TimeText;
import java.util.SplittableRandom;

/** Rows of IIS and HTTP.sys on both sides of the hop. Not safe for use by several threads. */
public final class W3cRow {

  private final TimeText time = new TimeText();
  private final SplittableRandom random;

  public W3cRow(SplittableRandom random) {
    this.random = random;
  }

  /** Appends the front end's row: port 443, the id as {@code cafeReqId}. */
  public void appendFrontEnd(StringBuilder row, Exchange exchange) {
    Call call = exchange.call();
    Outcome outcome = exchange.outcome();
    boolean signedIn = !outcome.isAnonymous() && !exchange.caller().account().isEmpty();
    Server server = exchange.frontEnd();
    start(row, server, "W3SVC1", exchange.timing().endMillis(), server.address());
    row.append(call.method()).append(' ').append(call.stem()).append(' ').append(call.query());
    row.append("&CorrelationID=<empty>;");
    if (call.protocol() == Protocol.RPC_HTTP) {
      row.append("&RequestId=").append(exchange.id());
    }
    row.append("&cafeReqId=").append(exchange.id()).append("; 443 ");
    row.append(signedIn ? exchange.caller().account() : "-").append(' ');
    end(
        row,
        server,
        exchange.caller().address(),
        call,
        statusForClient(exchange),
        exchange.timing().durationMillis());
  }

  /** Appends the back end's row: port 444, the front end as client. */
  public void appendBackEnd(StringBuilder row, Exchange exchange) {
    Server server = exchange.target();
    start(
        row,
        server,
        "W3SVC" + server.style().backEndSiteId(),
        exchange.timing().endMillis() - 2,
        server.address());
    row.append(exchange.call().method()).append(' ');
    appendBackEndQuery(row, exchange);
    row.append(" 444 ").append(exchange.caller().account()).append(' ');
    end(
        row,
        server,
        peerAddress(exchange),
        exchange.call(),
        exchange.outcome().backEndRowStatus(),
        Math.max(1, exchange.timing().durationMillis() - 4));
  }

  /** Appends the row of the server's own test that asks port 444 directly. */
  public void appendSelfTest(
      StringBuilder row, Server server, Caller probe, Call call, String id, long millis) {
    start(row, server, "W3SVC" + server.style().backEndSiteId(), millis, "::1");
    row.append(call.method()).append(' ').append(call.stem());
    row.append(" &ActID=").append(id).append(" 444 ").append(probe.account()).append(' ');
    end(row, server, "::1", call, 200, 5 + random.nextInt(40));
  }

  /** Appends HTTP.sys's row about a request for a pool that does not run. */
  public void appendAppOffline(StringBuilder row, Exchange exchange) {
    Server server = exchange.target();
    time.seconds(row, exchange.timing().endMillis(), ' ');
    row.append(' ').append(exchange.frontEnd().address()).append(' ');
    row.append(20_000 + random.nextInt(40_000)).append(' ').append(server.address());
    row.append(" 444 HTTP/1.1 ").append(exchange.call().method()).append(' ');
    row.append(exchange.call().stem()).append(" 503 ").append(server.style().backEndSiteId());
    row.append(" AppOffline ").append(exchange.call().protocol().pool());
  }

  /** Appends HTTP.sys's row about an idle connection: noise of every server. */
  public void appendIdleConnection(StringBuilder row, Server server, String peer, long millis) {
    time.seconds(row, millis, ' ');
    row.append(' ').append(peer).append(' ').append(20_000 + random.nextInt(40_000));
    row.append(' ').append(server.address()).append(" 443 - - - - - Timer_ConnectionIdle -");
  }

  private void appendBackEndQuery(StringBuilder row, Exchange exchange) {
    Call call = exchange.call();
    switch (call.protocol()) {
      case OWA ->
          row.append(call.stem())
              .append(' ')
              .append(call.query())
              .append("&ActID=")
              .append(exchange.id())
              .append("&CorrelationID=<empty>");
      case ECP -> row.append(call.stem()).append(" ActID=").append(exchange.id());
      case MAPI -> {
        row.append(call.stem()).append(' ').append(call.query());
        row.append("&FrontEnd=").append(exchange.frontEnd().fullName());
        row.append("&RequestId=").append(exchange.id());
        row.append("&ClientRequestInfo=").append(call.requestInfo());
        row.append("&Stage=BeginRequest:");
        time.iso(row, exchange.timing().beginMillis() + 2);
      }
      case RPC_HTTP ->
          row.append(call.stem())
              .append(' ')
              .append(call.query())
              .append("&RequestId=")
              .append(exchange.id());
      case EAS ->
          row.append("/Microsoft-Server-ActiveSync/Proxy/default.eas ")
              .append(call.query())
              .append("&Log=PrxFrom:")
              .append(exchange.frontEnd().address())
              .append("_V141_Fc1_Fid:")
              .append(random.nextInt(40))
              .append("_Ty:Em_");
      case EWS, AUTODISCOVER, OAB, POWERSHELL -> row.append(call.stem()).append(" -");
    }
  }

  private String peerAddress(Exchange exchange) {
    boolean sameMachine = exchange.frontEnd().name().equals(exchange.target().name());
    return sameMachine && random.nextInt(4) == 0
        ? "fe80::2c5a:9d11:40ff:fe12%3"
        : exchange.frontEnd().address();
  }

  /** The PowerShell directory turns 503 into 500 towards its client; its proxy log keeps 503. */
  private static int statusForClient(Exchange exchange) {
    int status = exchange.outcome().httpStatus();
    return status == 503 && exchange.call().protocol() == Protocol.POWERSHELL ? 500 : status;
  }

  private void start(StringBuilder row, Server server, String site, long millis, String address) {
    time.seconds(row, millis, ' ');
    row.append(' ');
    switch (server.style().layout()) {
      case WIDE -> row.append(site).append(' ').append(server.name()).append(' ');
      case STANDARD, WITH_BYTES, FORWARDED_FOR -> {}
    }
    row.append(address).append(' ');
  }

  private void end(
      StringBuilder row, Server server, String client, Call call, int status, int taken) {
    int substatus = status == 401 ? 1 : 0;
    String win32 = status == 401 ? " 2148074254" : " 0";
    row.append(client).append(' ');
    switch (server.style().layout()) {
      case STANDARD -> {
        row.append(call.agent().logged()).append(" - ").append(status).append(' ');
        row.append(substatus).append(win32);
      }
      case WITH_BYTES -> {
        row.append(call.agent().logged()).append(" - ").append(status).append(' ');
        row.append(substatus).append(win32);
        bytes(row);
      }
      case WIDE -> {
        row.append("HTTP/1.1 ").append(call.agent().logged()).append(" - - ");
        row.append(call.host()).append(' ').append(status).append(' ');
        row.append(substatus).append(win32);
        bytes(row);
      }
      case FORWARDED_FOR -> {
        row.append(call.agent().logged()).append(" - ").append(status).append(' ');
        row.append(substatus).append(win32).append(' ').append(taken).append(" -");
        return;
      }
    }
    row.append(' ').append(taken);
  }

  private void bytes(StringBuilder row) {
    row.append(' ').append(300 + random.nextInt(20_000));
    row.append(' ').append(200 + random.nextInt(3_000));
  }
}
