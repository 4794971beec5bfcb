/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.traffic.Call;
import io.hop444.simulator.traffic.Exchange;
import io.hop444.simulator.traffic.HttpProxyRow;
import io.hop444.simulator.traffic.Outcome;
import io.hop444.simulator.traffic.W3cRow;
import java.io.IOException;
import java.util.SplittableRandom;

/** Writes what all sides log about one request. */
final class Journal {

  private final W3cRow w3c;
  private final HttpProxyRow proxy;
  private final StringBuilder row = new StringBuilder(4096);

  Journal(SplittableRandom random) {
    w3c = new W3cRow(random.split());
    proxy = new HttpProxyRow(random.split());
  }

  /** The rows of a request: back end first, as it answers first. */
  void proxied(ServerState frontEnd, ServerState target, Exchange exchange) throws IOException {
    if (target != null && exchange.target() != null) {
      backEnd(target, exchange);
    }
    long end = exchange.timing().endMillis();
    proxy.append(clear(), exchange);
    frontEnd.logs().proxy(exchange.call().protocol()).append(end, row);
    unproxied(frontEnd, exchange);
  }

  /** The front end's IIS row alone: the proxy does not log every request it answers itself. */
  void unproxied(ServerState frontEnd, Exchange exchange) throws IOException {
    w3c.appendFrontEnd(clear(), exchange);
    frontEnd.logs().frontEnd().append(exchange.timing().endMillis(), row);
  }

  void selfTest(ServerState server, Call call, String id, long millis) throws IOException {
    w3c.appendSelfTest(clear(), server.server(), server.probe(), call, id, millis);
    server.logs().backEnd().append(millis, row);
  }

  void idleConnection(ServerState server, String peer, long millis) throws IOException {
    w3c.appendIdleConnection(clear(), server.server(), peer, millis);
    server.logs().httpErr().append(millis, row);
  }

  private void backEnd(ServerState target, Exchange exchange) throws IOException {
    Outcome.BackEndLog log = exchange.outcome().backEnd();
    long end = exchange.timing().endMillis();
    switch (log) {
      case NOTHING -> {}
      case ROW -> {
        w3c.appendBackEnd(clear(), exchange);
        target.logs().backEnd().append(end, row);
      }
      case HTTPERR -> {
        w3c.appendAppOffline(clear(), exchange);
        target.logs().httpErr().append(end, row);
      }
    }
  }

  private StringBuilder clear() {
    row.setLength(0);
    return row;
  }
}
