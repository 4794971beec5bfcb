/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.alert;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A receiver of webhooks that reads each to its end, answers 200 and counts. */
final class Sink implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong received = new AtomicLong();
  private volatile long lastAt;

  Sink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (InputStream body = exchange.getRequestBody()) {
            body.readAllBytes();
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          lastAt = System.nanoTime();
          received.incrementAndGet();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  long received() {
    return received.get();
  }

  /** Waits until {@code wanted} came; the moment of the last, of nanoTime. */
  long await(long wanted, long limitNanos) throws InterruptedException {
    long end = System.nanoTime() + limitNanos;
    while (received.get() < wanted && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    return lastAt;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
