/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of Standard Webhooks 1.0 that checks every signature and forgets nothing. */
final class WebhookReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Standard Webhooks asks receivers to allow for clocks that differ, and for no more. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final byte[] key = "thirty-two bytes of a fixed key!".getBytes(StandardCharsets.US_ASCII);
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
  private final List<String> forged = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Answer answer = Answer.ACCEPT;

  /** What it does with an attempt. */
  enum Answer {
    ACCEPT(204),
    FAIL(500),
    ASK_TO_WAIT(429),
    /** Never answers. */
    HANG(0);

    private final int status;

    Answer(int status) {
      this.status = status;
    }
  }

  /**
   * @param id {@code webhook-id}
   * @param text body
   * @param answer what this attempt got
   * @param traceParent of W3C Trace Context, null without
   */
  record Attempt(String id, String text, Instant at, Answer answer, String traceParent) {

    JsonNode body() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    String type() {
      return body().path("type").asText();
    }

    JsonNode incident() {
      return body().path("data");
    }

    String backEnd() {
      return incident().path("backEnd").asText();
    }

    Instant instant(String field) {
      return Instant.parse(incident().path(field).asText());
    }
  }

  WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  String secret() {
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  void answer(Answer next) {
    answer = next;
  }

  /** All attempts, refused ones too, in the order of their arrival. */
  List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** Those that were accepted. */
  List<Attempt> deliveries() {
    return attempts.stream().filter(attempt -> attempt.answer() == Answer.ACCEPT).toList();
  }

  /** What is wrong with attempts whose signature is not valid. */
  List<String> forged() {
    return List.copyOf(forged);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    Instant at = Instant.now();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    String timestamp = exchange.getRequestHeaders().getFirst("webhook-timestamp");
    String signatures = exchange.getRequestHeaders().getFirst("webhook-signature");
    Answer given = answer;
    if (isGenuine(id, timestamp, signatures, body, at)) {
      String trace = exchange.getRequestHeaders().getFirst("traceparent");
      attempts.add(new Attempt(id, new String(body, StandardCharsets.UTF_8), at, given, trace));
    } else {
      forged.add("id=" + id + " timestamp=" + timestamp + " signature=" + signatures);
    }
    if (given == Answer.HANG) {
      awaitClose();
    }
    if (given == Answer.ASK_TO_WAIT) {
      exchange.getResponseHeaders().set("Retry-After", "2");
    }
    exchange.sendResponseHeaders(given.status == 0 ? 503 : given.status, -1);
    exchange.close();
  }

  private boolean isGenuine(
      String id, String timestamp, String signatures, byte[] body, Instant now) {
    if (id == null || timestamp == null || signatures == null) {
      return false;
    }
    Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(signedAt, now).abs().compareTo(TOLERANCE) > 0) {
      return false;
    }
    byte[] wanted = sign(id + "." + timestamp + ".", body);
    for (String signature : signatures.split(" ")) {
      if (signature.startsWith("v1,")
          && MessageDigest.isEqual(wanted, Base64.getDecoder().decode(signature.substring(3)))) {
        return true;
      }
    }
    return false;
  }

  private byte[] sign(String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitClose() {
    try {
      closed.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
