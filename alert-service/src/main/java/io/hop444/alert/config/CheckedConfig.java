/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.config;

import io.hop444.alert.domain.RetrySchedule;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings after their checks; a wrong one stops the start with its key and the remedy. */
@Startup
@ApplicationScoped
public class CheckedConfig {

  private static final String SECRET_PREFIX = "whsec_";

  private AlertConfig config;
  private Optional<WebhookTarget> target = Optional.empty();
  private boolean loopback;

  CheckedConfig() {}

  @Inject
  CheckedConfig(AlertConfig config, @ConfigProperty(name = "quarkus.http.host") String httpHost) {
    this.config = config;
    this.loopback = isLoopback(httpHost);
    check(
        !config.anonymousViewer() || loopback,
        "alert.anonymous-viewer=true is only allowed when quarkus.http.host is a loopback address,"
            + " not "
            + httpHost
            + "; set one or the other");
    check(config.http().callsPerSecond() >= 1, "alert.http.calls-per-second must be at least 1");
    check(config.http().callsAtOnce() >= 1, "alert.http.calls-at-once must be at least 1");
    config.http().origins().orElse(Set.of()).forEach(CheckedConfig::checkOrigin);
    check(config.webhook().workers() >= 1, "alert.webhook.workers must be at least 1");
    check(config.feed().clientQueue() >= 10, "alert.feed.client-queue must be at least 10");
    check(config.feed().maxClients() >= 1, "alert.feed.max-clients must be at least 1");
    check(
        config.retention().incidentMonths() >= 1,
        "alert.retention.incident-months must be at least 1");
    check(config.retention().feedMonths() >= 1, "alert.retention.feed-months must be at least 1");
    check(config.retention().auditMonths() >= 1, "alert.retention.audit-months must be at least 1");
    checkPositive("alert.webhook.timeout", config.webhook().timeout());
    checkPositive("alert.webhook.retry-first", config.webhook().retryFirst());
    checkPositive("alert.webhook.retry-longest", config.webhook().retryLongest());
    checkPositive("alert.webhook.give-up-after", config.webhook().giveUpAfter());
    checkPositive("alert.feed.heartbeat", config.feed().heartbeat());
    checkPositive("alert.incidents.reopen-window", config.incidents().reopenWindow());
    check(
        !config.webhook().updateInterval().isNegative(),
        "alert.webhook.update-interval must not be negative");
    this.target = target(config.webhook());
  }

  /** The receiver of webhooks, where there is one. */
  public Optional<WebhookTarget> target() {
    return target;
  }

  /** How the receiver is served. */
  public AlertConfig.Webhook webhook() {
    return config.webhook();
  }

  /** Calls of the API. */
  public AlertConfig.Http http() {
    return config.http();
  }

  /** How long after its end a person can open an incident again. */
  public Duration reopenWindow() {
    return config.incidents().reopenWindow();
  }

  /** Whether only this machine can reach the service. */
  public boolean loopback() {
    return loopback;
  }

  /** Whether reading needs no token. */
  public boolean anonymousViewer() {
    return config.anonymousViewer();
  }

  @Produces
  @Singleton
  RetrySchedule retrySchedule() {
    AlertConfig.Webhook webhook = config.webhook();
    return new RetrySchedule(webhook.retryFirst(), webhook.retryLongest(), webhook.giveUpAfter());
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  private static Optional<WebhookTarget> target(AlertConfig.Webhook webhook) {
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
    return Optional.of(new WebhookTarget(url, secret(webhook)));
  }

  private static SecretKey secret(AlertConfig.Webhook webhook) {
    check(
        webhook.secret().isPresent() != webhook.secretFile().isPresent(),
        "alert.webhook.url needs exactly one of alert.webhook.secret and alert.webhook.secret-file");
    String key =
        webhook.secret().isPresent() ? "alert.webhook.secret" : "alert.webhook.secret-file";
    String text = webhook.secret().orElseGet(() -> read(webhook.secretFile().get())).trim();
    check(text.startsWith(SECRET_PREFIX), key + " must start with " + SECRET_PREFIX);
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(text.substring(SECRET_PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(
          key
              + " must be base64 after "
              + SECRET_PREFIX
              + "; make one with: openssl rand -base64 32");
    }
    check(
        secret.length >= 24 && secret.length <= 64,
        key + " must hold 24 to 64 bytes, not " + secret.length);
    return new SecretKeySpec(secret, "HmacSHA256");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidConfigException(
          "alert.webhook.secret-file cannot be read: " + file + " (" + e.getMessage() + ")");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** As browsers write it: a star or a path would never match. */
  private static void checkOrigin(String origin) {
    check(
        origin.matches("https?://[a-z0-9.\\[\\]:-]+"),
        "alert.http.origins must be origins such as https://portal.example.com, in lower case and"
            + " without a path, not "
            + origin);
  }

  private static void checkPositive(String key, Duration value) {
    check(!value.isNegative() && !value.isZero(), key + " must be more than zero");
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new InvalidConfigException(message);
    }
  }
}
