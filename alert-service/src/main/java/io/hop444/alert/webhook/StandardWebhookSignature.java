/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Signs as Standard Webhooks 1.0 says: {@code v1,} and the base64 of HMAC-SHA-256 over id,
 * timestamp in seconds and body, joined by dots. Thread-safe.
 *
 * @see <a
 *     href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">specification</a>
 */
final class StandardWebhookSignature {

  private final SecretKey key;

  StandardWebhookSignature(SecretKey key) {
    this.key = key;
  }

  String sign(String id, Instant at, String body) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      String signed = id + '.' + at.getEpochSecond() + '.' + body;
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256, for any key", e);
    }
  }
}
