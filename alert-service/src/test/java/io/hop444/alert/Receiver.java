/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of webhooks that keeps what it gets and answers as it is told. */
final class Receiver implements AutoCloseable {

  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();

  private Receiver(HttpServer server) {
    this.server = server;
  }

  /** An answer to give instead of 204; it may wait before. */
  record Answer(int status, Map<String, String> headers, Runnable before) {
    static Answer of(int status) {
      return new Answer(status, Map.of(), () -> {});
    }
  }

  /** One request. */
  record Got(Instant at, Map<String, String> headers, String body, String incidentId) {
    private static final Pattern ID = Pattern.compile("\"data\":\\{\"id\":\"([^\"]*)\"");

    /** The id is read once: tests ask for it in loops. */
    static Got of(Instant at, Map<String, String> headers, String body) {
      Matcher id = ID.matcher(body);
      return new Got(at, headers, body, id.find() ? id.group(1) : "");
    }

    JsonPath json() {
      return JsonPath.from(body);
    }

    String type() {
      return json().getString("type");
    }

    String webhookId() {
      return headers.get("webhook-id");
    }

    /** Computed here by the specification's words, not by the service's code. */
    boolean signatureHolds() {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        String signed = webhookId() + "." + headers.get("webhook-timestamp") + "." + body;
        String wanted =
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        return wanted.equals(headers.get("webhook-signature"));
      } catch (java.security.GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static Receiver start() {
    return start(0);
  }

  static Receiver start(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
      Receiver receiver = new Receiver(server);
      server.setExecutor(receiver.threads);
      server.createContext("/hook", receiver::handle);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Function<String, String> header = name -> exchange.getRequestHeaders().getFirst(name);
    String trace = header.apply("traceparent");
    Got request =
        Got.of(
            Instant.now(),
            Map.of(
                "webhook-id", header.apply("webhook-id"),
                "webhook-timestamp", header.apply("webhook-timestamp"),
                "webhook-signature", header.apply("webhook-signature"),
                "content-type", header.apply("content-type"),
                "traceparent", trace == null ? "" : trace),
            body);
    got.add(request);
    Answer answer = next(request.incidentId());
    answer.before().run();
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status(), -1);
    exchange.close();
  }

  private Answer next(String incidentId) {
    Deque<Answer> left = answers.get(incidentId);
    Answer next = left == null ? null : left.pollFirst();
    return next == null ? Answer.of(204) : next;
  }

  /** The same as a receiver keeps them that honours the id: a repeated one counts once. */
  List<Got> once(String incidentId) {
    Map<String, Got> byId = new java.util.LinkedHashMap<>();
    of(incidentId).forEach(each -> byId.putIfAbsent(each.webhookId(), each));
    return List.copyOf(byId.values());
  }

  Map<String, String> settings() {
    return settings(port());
  }

  /** Settings that name a receiver on {@code port}, which may not be there yet. */
  static Map<String, String> settings(int port) {
    return Map.of(
        "alert.webhook.url",
        "http://127.0.0.1:" + port + "/hook",
        "alert.webhook.secret",
        "whsec_" + Base64.getEncoder().encodeToString(SECRET));
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** How the next requests about an incident are answered, whatever else comes in between. */
  void answer(String incidentId, Answer... next) {
    answers
        .computeIfAbsent(incidentId, unused -> new ConcurrentLinkedDeque<>())
        .addAll(List.of(next));
  }

  /** Requests about an incident are answered 204 again. */
  void forget(String incidentId) {
    answers.remove(incidentId);
  }

  List<Got> of(String incidentId) {
    return got.stream().filter(one -> incidentId.equals(one.incidentId())).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
