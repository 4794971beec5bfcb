/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An OpenID Connect issuer: discovery, keys, and tokens signed with RS256, good and bad. Whoever
 * comes to sign in is {@link #PERSON}, without a question.
 */
final class OidcIssuer implements AutoCloseable {

  static final String AUDIENCE = "hop444";
  static final String CLIENT = "hop444-page";
  static final String PERSON = "ada";

  private final HttpServer server;
  private final Map<String, KeyPair> published = new LinkedHashMap<>();
  private final Map<String, String> challenges = new ConcurrentHashMap<>();
  private final AtomicInteger renewals = new AtomicInteger();

  private OidcIssuer(HttpServer server) {
    this.server = server;
    published.put("key-1", newKey());
  }

  static OidcIssuer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
      OidcIssuer issuer = new OidcIssuer(server);
      server.createContext("/.well-known/openid-configuration", issuer::discovery);
      server.createContext("/keys", issuer::keys);
      server.createContext("/authorize", issuer::authorize);
      server.createContext("/token", issuer::exchange);
      server.start();
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Settings that let a service trust this issuer. */
  Map<String, String> settings() {
    return Map.of(
        "quarkus.oidc.tenant-enabled",
        "true",
        "quarkus.oidc.auth-server-url",
        address(),
        "quarkus.oidc.token.audience",
        AUDIENCE);
  }

  /** Publishes one more key, as an issuer does that is about to change it. */
  synchronized void publish(String id, KeyPair key) {
    published.put(id, key);
  }

  synchronized KeyPair key(String id) {
    return published.get(id);
  }

  /** Claims of a good token; {@code more} adds to them or replaces some. */
  Map<String, Object> claims(String person, Map<String, Object> more) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", address());
    claims.put("aud", AUDIENCE);
    claims.put("sub", "id-of-" + person);
    claims.put("preferred_username", person);
    claims.put("iat", Instant.now().getEpochSecond());
    claims.put("exp", Instant.now().plusSeconds(600).getEpochSecond());
    claims.putAll(more);
    return claims;
  }

  String token(String person, Map<String, Object> more) {
    return signed("key-1", key("key-1"), claims(person, more));
  }

  static String signed(String keyId, KeyPair key, Map<String, Object> claims) {
    String content =
        content("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}", claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + '.' + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The attack that takes the public key for a shared secret. */
  static String signedWithPublicKeyAsSecret(KeyPair key, Map<String, Object> claims) {
    String content = content("{\"alg\":\"HS256\",\"kid\":\"key-1\"}", claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getPublic().getEncoded(), "HmacSHA256"));
      return content + '.' + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String unsigned(Map<String, Object> claims) {
    return content("{\"alg\":\"none\"}", claims) + '.';
  }

  private static String content(String header, Map<String, Object> claims) {
    String payload = new io.vertx.core.json.JsonObject(claims).encode();
    return base64(header.getBytes(StandardCharsets.UTF_8))
        + '.'
        + base64(payload.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void discovery(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        """
        {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/authorize",\
        "token_endpoint":"%1$s/token"}"""
            .formatted(address()));
  }

  /** How often a token was renewed. */
  int renewals() {
    return renewals.get();
  }

  /** RFC 6749, 4.1.1 with RFC 7636, 4.3. */
  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
    boolean good =
        CLIENT.equals(asked.get("client_id"))
            && "code".equals(asked.get("response_type"))
            && "S256".equals(asked.get("code_challenge_method"));
    String code = "code-" + challenges.size();
    challenges.put(code, asked.getOrDefault("code_challenge", ""));
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            asked.get("redirect_uri")
                + (good ? "?code=" + code : "?error=invalid_request")
                + "&state="
                + asked.get("state"));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  /** RFC 6749, 4.1.3 with RFC 7636, 4.6; and RFC 6749, 6. */
  private void exchange(HttpExchange exchange) throws IOException {
    Map<String, String> asked =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
    boolean renewal = "refresh_token".equals(asked.get("grant_type"));
    String challenge = renewal ? null : challenges.remove(asked.getOrDefault("code", ""));
    if (renewal) {
      renewals.incrementAndGet();
    } else if (challenge == null || !challenge.equals(sha256(asked.get("code_verifier")))) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    String token =
        token(
            PERSON,
            Map.of("groups", "hop444-responder", "hop444_sites", "*", "jti", "token-" + renewals));
    answer(
        exchange,
        "{\"access_token\":\"%s\",\"refresh_token\":\"again\",\"expires_in\":600}"
            .formatted(token));
  }

  private static Map<String, String> parameters(String encoded) {
    return Stream.of(encoded.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static String sha256(String text) {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keys(HttpExchange exchange) throws IOException {
    String keys;
    synchronized (this) {
      keys =
          published.entrySet().stream()
              .map(entry -> jwk(entry.getKey(), (RSAPublicKey) entry.getValue().getPublic()))
              .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }
    answer(exchange, keys);
  }

  private static String jwk(String id, RSAPublicKey key) {
    return "{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
        .formatted(id, number(key.getModulus()), number(key.getPublicExponent()));
  }

  /** Big-endian without a sign byte (RFC 7518, 6.3.1). */
  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int start = bytes[0] == 0 ? 1 : 0;
    return base64(java.util.Arrays.copyOfRange(bytes, start, bytes.length));
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    answer(exchange, 200, json);
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
