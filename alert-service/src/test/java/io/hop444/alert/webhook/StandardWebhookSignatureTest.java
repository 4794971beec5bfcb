/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class StandardWebhookSignatureTest {

  /** The test vector of the Standard Webhooks reference libraries. */
  @Test
  void shouldSignAsThePublishedTestVector() {
    byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    var signature = new StandardWebhookSignature(new SecretKeySpec(secret, "HmacSHA256"));

    String signed =
        signature.sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1_614_265_330),
            "{\"test\": 2432232314}");

    assertThat(signed).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }
}
