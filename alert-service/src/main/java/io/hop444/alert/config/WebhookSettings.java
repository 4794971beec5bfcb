/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.config;

import io.hop444.alert.receiver.AddressRule;
import io.hop444.alert.receiver.Endpoint;
import io.hop444.alert.receiver.SigningSecret;
import io.hop444.alert.receiver.TargetKind;
import io.hop444.alert.receiver.TargetSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The target that settings name, without a file of routes. */
final class WebhookSettings {

  private WebhookSettings() {}

  static Optional<TargetSpec> target(AlertConfig.Webhook webhook) {
    if (webhook.url().isEmpty()) {
      check(
          webhook.secret().isEmpty() && webhook.secretFile().isEmpty(),
          "alert.webhook.secret is set but alert.webhook.url is not; set both or neither");
      return Optional.empty();
    }
    URI url = webhook.url().get();
    check(
        ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
            && url.getHost() != null,
        "alert.webhook.url must be an http or https address with a host");
    check(
        url.getUserInfo() == null,
        "alert.webhook.url must not carry a user name or password; the signature proves the sender");
    return Optional.of(
        new TargetSpec(
            TargetSpec.DEFAULT,
            TargetKind.WEBHOOK,
            new Endpoint.Http(url, Optional.empty(), secrets(webhook)),
            addresses(webhook.allow()),
            Optional.empty()));
  }

  private static AddressRule addresses(List<String> allowed) {
    try {
      return AddressRule.of(allowed);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException("alert.webhook.allow: " + e.getMessage());
    }
  }

  private static List<String> secrets(AlertConfig.Webhook webhook) {
    check(
        webhook.secret().isPresent() != webhook.secretFile().isPresent(),
        "alert.webhook.url needs exactly one of alert.webhook.secret and alert.webhook.secret-file");
    String key =
        webhook.secret().isPresent() ? "alert.webhook.secret" : "alert.webhook.secret-file";
    String text = webhook.secret().orElseGet(() -> read(webhook.secretFile().get()));
    List<String> secrets = Arrays.stream(text.strip().split("\\s+")).toList();
    for (String secret : secrets) {
      try {
        SigningSecret.parse(secret);
      } catch (IllegalArgumentException e) {
        throw new InvalidConfigException(key + " " + e.getMessage());
      }
    }
    return secrets;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidConfigException(
          "alert.webhook.secret-file cannot be read: " + file + " (" + e.getMessage() + ")");
    }
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new InvalidConfigException(message);
    }
  }
}
