/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A receiver of webhooks that notes when the incident of a back end was opened. */
final class Hooks implements AutoCloseable {

  private static final Pattern BACK_END = Pattern.compile("\"backEnd\":\"([^\"]+)\"");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, Instant> opened = new ConcurrentHashMap<>();

  Hooks() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          Instant now = Instant.now();
          String body;
          try (InputStream in = exchange.getRequestBody()) {
            body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          Matcher backEnd = BACK_END.matcher(body);
          if (body.contains("incident.opened") && backEnd.find()) {
            opened.putIfAbsent(backEnd.group(1), now);
          }
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** When each back end's incident was told first, by its name in lower case. */
  Map<String, Instant> opened() {
    return opened;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
