/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.ticket;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves who sent a message, by HMAC-SHA-256 over it: as Standard Webhooks 1.0 ({@code
 * webhook-signature}, which also proves id and time), as PagerDuty's webhooks v3 ({@code
 * X-PagerDuty-Signature: v1=hex}), or as GitHub's and Jira's ({@code X-Hub-Signature} or {@code
 * X-Hub-Signature-256: sha256=hex}). Thread-safe.
 *
 * @see <a href="https://developer.pagerduty.com/docs/28e906a0e4f36-verifying-signatures">PagerDuty:
 *     verifying signatures</a>
 * @see <a
 *     href="https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks">Jira:
 *     secure webhooks</a>
 */
final class TicketSignature {

  /** As Standard Webhooks' libraries. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String STANDARD_PREFIX = "whsec_";

  private final List<byte[]> keys;

  TicketSignature(List<String> secrets) {
    this.keys = secrets.stream().map(TicketSignature::key).toList();
  }

  private static byte[] key(String secret) {
    return secret.startsWith(STANDARD_PREFIX)
        ? Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The id of a message, if its signature holds.
   *
   * @param header the value of a header, or null
   * @return empty when nothing proves the sender
   */
  Optional<String> proven(Function<String, String> header, byte[] body, Instant now) {
    String id = header.apply("webhook-id");
    String timestamp = header.apply("webhook-timestamp");
    String signature = header.apply("webhook-signature");
    if (id != null && timestamp != null && signature != null) {
      return isRecent(timestamp, now) && holds(signed(id, timestamp, body), standard(signature))
          ? Optional.of(id)
          : Optional.empty();
    }
    for (String name : List.of("x-pagerduty-signature", "x-hub-signature-256", "x-hub-signature")) {
      String given = header.apply(name);
      if (given != null && holds(body, hexadecimal(given))) {
        return Optional.of("sha256:" + sha256(body));
      }
    }
    return Optional.empty();
  }

  private static boolean isRecent(String timestamp, Instant now) {
    try {
      Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
      return Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
    } catch (NumberFormatException | java.time.DateTimeException e) {
      return false;
    }
  }

  private static byte[] signed(String id, String timestamp, byte[] body) {
    byte[] head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private boolean holds(byte[] signed, List<byte[]> given) {
    boolean holds = false;
    for (byte[] key : keys) {
      byte[] wanted = hmac(key, signed);
      for (byte[] one : given) {
        holds |= MessageDigest.isEqual(wanted, one);
      }
    }
    return holds;
  }

  private static List<byte[]> standard(String header) {
    List<byte[]> given = new ArrayList<>();
    for (String one : header.split(" ", -1)) {
      if (one.matches("v1,[A-Za-z0-9+/]{43}=")) {
        given.add(Base64.getDecoder().decode(one.substring(3)));
      }
    }
    return given;
  }

  private static List<byte[]> hexadecimal(String header) {
    List<byte[]> given = new ArrayList<>();
    for (String one : header.split(",", -1)) {
      String text = one.strip().toLowerCase(Locale.ROOT);
      if (text.matches("(v1|sha256)=[0-9a-f]{64}")) {
        given.add(HexFormat.of().parseHex(text.substring(text.indexOf('=') + 1)));
      }
    }
    return given;
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256, for any key", e);
    }
  }

  private static String sha256(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
