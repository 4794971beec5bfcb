/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.cli.ConfigurationException;
import java.net.URI;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

  private static final String SECRET = secretOf(24);

  @Test
  void shouldTakeAUrlWithItsSecret() throws Exception {
    Webhook webhook = Webhook.parse("https://tickets.example.org/in", SECRET).orElseThrow();

    assertThat(webhook.url()).isEqualTo(URI.create("https://tickets.example.org/in"));
    assertThat(webhook.toString()).doesNotContain(SECRET);
  }

  @Test
  void shouldDoWithoutAWebhook() throws Exception {
    assertThat(Webhook.parse(null, null)).isEmpty();
  }

  @Test
  void shouldAskForTheOtherHalf() {
    assertThatThrownBy(() -> Webhook.parse("https://host/", null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--webhook-secret-file");
    assertThatThrownBy(() -> Webhook.parse(null, SECRET)).hasMessageContaining("--webhook URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host/", "host/path", "https:///path", "https://a b/", "file:/x"})
  void shouldRefuseWhatIsNoWebAddress(String url) {
    assertThatThrownBy(() -> Webhook.parse(url, SECRET))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("https://host/path");
  }

  @Test
  void shouldRefuseCredentialsInTheUrlWithoutRepeatingThem() {
    assertThatThrownBy(() -> Webhook.parse("https://me:hunter2@host/", SECRET))
        .hasMessageContaining("password")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> Webhook.parse("ftp://me:hunter2@host/", SECRET))
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "whsec_", "whsec_***", "whsec_c2hvcnQ=", "WHSEC_AAAA"})
  void shouldSayHowToMakeASecretWithoutRepeatingABadOne(String secret) {
    assertThatThrownBy(() -> Webhook.parse("https://host/", secret))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("openssl rand -base64 24");
  }

  @Test
  void shouldTakeKeysOf24To64Bytes() throws Exception {
    assertThat(Webhook.parse("http://host/", secretOf(64))).isPresent();
    assertThatThrownBy(() -> Webhook.parse("http://host/", secretOf(65)))
        .hasMessageContaining("65 bytes");
    assertThatThrownBy(() -> Webhook.parse("http://host/", secretOf(23)))
        .hasMessageContaining("23 bytes");
  }

  private static String secretOf(int bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
  }
}
