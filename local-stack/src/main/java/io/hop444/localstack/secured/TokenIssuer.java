/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack.secured;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OAuth 2.0 issuer on loopback: answers client credentials (RFC 6749, 4.4) with signed JWTs and
 * shows its keys as a JWK set (RFC 7517). The subject of a token is its client's name.
 */
public final class TokenIssuer implements AutoCloseable {

  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  private final HttpServer server;
  private final KeyPair keys;
  private final int secondsValid;
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();

  /**
   * @param secondsValid of each token
   */
  public TokenIssuer(int secondsValid) throws IOException, GeneralSecurityException {
    this.secondsValid = secondsValid;
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    this.keys = generator.generateKeyPair();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool(TokenIssuer::daemon));
    server.createContext("/token", this::token);
    server.createContext("/jwks", exchange -> answer(exchange, 200, keySet()));
    server.start();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "token-issuer");
    thread.setDaemon(true);
    return thread;
  }

  /** A client and its secret; one that was there gets the new secret. */
  public void client(String name, String secret) {
    secrets.put(name, secret);
  }

  /** Where clients get tokens. */
  public String tokenEndpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
  }

  /** Where brokers get the keys. */
  public String keysEndpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
  }

  /** Tokens that were issued. */
  public int issued() {
    return issued.get();
  }

  private void token(HttpExchange exchange) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String basic = header == null ? "" : header.substring(header.indexOf(' ') + 1);
    String[] pair =
        new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2);
    if (pair.length < 2 || !pair[1].equals(secrets.get(pair[0]))) {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    issued.incrementAndGet();
    answer(
        exchange,
        200,
        "{\"access_token\":\""
            + tokenOf(pair[0])
            + "\",\"token_type\":\"Bearer\",\"expires_in\":"
            + secondsValid
            + "}");
  }

  private String tokenOf(String client) {
    long now = Instant.now().getEpochSecond();
    String content =
        encoded("{\"alg\":\"ES256\",\"kid\":\"one\",\"typ\":\"JWT\"}")
            + '.'
            + encoded(
                "{\"iss\":\"made-up\",\"aud\":\"kafka\",\"sub\":\""
                    + client
                    + "\",\"scope\":\"kafka\",\"iat\":"
                    + now
                    + ",\"exp\":"
                    + (now + secondsValid)
                    + "}");
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + '.' + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime signs with ECDSA", e);
    }
  }

  private String keySet() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"one\",\"use\":\"sig\",\"alg\":\"ES256\",\"x\":\""
        + coordinate(key.getW().getAffineX())
        + "\",\"y\":\""
        + coordinate(key.getW().getAffineY())
        + "\"}]}";
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] exact = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, exact, 32 - length, length);
    return URL.encodeToString(Arrays.copyOf(exact, 32));
  }

  private static String encoded(String json) {
    return URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
