/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.config;

import io.hop444.alert.domain.RetrySchedule;
import io.hop444.alert.receiver.TargetSpec;
import io.hop444.alert.routesfile.RoutesFile;
import io.hop444.alert.routing.Routing;
import io.hop444.tracing.Tracing;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The settings after their checks; a wrong one stops the start with its key and the remedy. */
@Startup
@ApplicationScoped
public class CheckedConfig {

  private AlertConfig config;
  private Optional<TargetSpec> target = Optional.empty();
  private List<TargetSpec> targets = List.of();
  private Routing routing;
  private URI pageUrl;
  private boolean loopback;

  CheckedConfig() {}

  /** Checks them; {@code check-config} of the command does so too. */
  @Inject
  public CheckedConfig(
      AlertConfig config,
      @ConfigProperty(name = "quarkus.http.host") String httpHost,
      @ConfigProperty(name = "quarkus.http.port") int httpPort) {
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
    checkPositive("alert.watch-every", config.watchEvery());
    checkPositive("alert.incidents.reopen-window", config.incidents().reopenWindow());
    check(
        !config.webhook().updateInterval().isNegative(),
        "alert.webhook.update-interval must not be negative");
    config.tracing().endpoint().ifPresent(CheckedConfig::checkEndpoint);
    this.target = WebhookSettings.target(config.webhook());
    this.pageUrl =
        config.pageUrl().orElseGet(() -> URI.create("http://127.0.0.1:" + httpPort + "/"));
    check(
        ("http".equals(pageUrl.getScheme()) || "https".equals(pageUrl.getScheme()))
            && pageUrl.getHost() != null
            && pageUrl.getRawQuery() == null,
        "alert.page-url must be an http or https address with a host and without a query");
    if (config.routesFile().isPresent()) {
      RoutesFile file = RoutesFile.read(config.routesFile().get(), target);
      this.targets = file.targets();
      this.routing = file.routing();
    } else {
      this.targets = target.stream().toList();
      this.routing = Routing.everythingTo(targets.stream().map(TargetSpec::name).toList());
    }
  }

  /** The target that settings name, where there is one. */
  public Optional<TargetSpec> target() {
    return target;
  }

  /** All targets. */
  public List<TargetSpec> targets() {
    return targets;
  }

  /** Who is told of what. */
  public Routing routing() {
    return routing;
  }

  /** Consumer group of the correlator. */
  public String correlatorGroup() {
    return config.correlatorGroup();
  }

  /** Address of the page, as people reach it. */
  public URI pageUrl() {
    return pageUrl;
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

  /** Where spans are told; empty when they are not. */
  public Optional<String> tracingEndpoint() {
    return config.tracing().endpoint();
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

  private static void checkEndpoint(String endpoint) {
    try {
      Tracing.address("alert.tracing.endpoint", endpoint);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
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
