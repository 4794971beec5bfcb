/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.receiver;

import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Secrets of Standard Webhooks: {@code whsec_} and 24 to 64 bytes in base64. */
public final class SigningSecret {

  private static final String PREFIX = "whsec_";

  private SigningSecret() {}

  /** Whether it says that it is one; another text may be a secret of another kind. */
  public static boolean isOne(String text) {
    return text.startsWith(PREFIX);
  }

  /**
   * @throws IllegalArgumentException what is wrong with it, without showing it
   */
  public static SecretKey parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("must start with " + PREFIX);
    }
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must be base64 after " + PREFIX + "; make one with: openssl rand -base64 32", e);
    }
    if (secret.length < 24 || secret.length > 64) {
      throw new IllegalArgumentException("must hold 24 to 64 bytes, not " + secret.length);
    }
    return new SecretKeySpec(secret, "HmacSHA256");
  }
}
