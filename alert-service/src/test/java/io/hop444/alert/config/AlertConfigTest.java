/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.alert.receiver.Endpoint;
import io.hop444.alert.receiver.TargetSpec;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertConfigTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Pattern ROW =
      Pattern.compile("^\\| `(alert\\.[^`]+)` \\| (?:`([^`]*)`)? ?\\|");

  private static AlertConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withConverter(
            Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
        .withMapping(AlertConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(AlertConfig.class);
  }

  private static CheckedConfig checked(String host, Map<String, String> settings) {
    return new CheckedConfig(config(settings), host, 8444);
  }

  @Test
  void shouldPinDefaults() {
    AlertConfig config = config(Map.of());

    assertThat(config.adminTokenFile()).isEqualTo(Path.of("data/admin-token"));
    assertThat(config.anonymousViewer()).isFalse();
    assertThat(config.evidenceIsRedacted()).isTrue();
    assertThat(config.migrateAtStart()).isTrue();
    assertThat(config.runTimeRole()).isEmpty();
    assertThat(config.http().origins()).isEmpty();
    assertThat(config.http().callsPerSecond()).isEqualTo(100);
    assertThat(config.http().callsAtOnce()).isEqualTo(1_000);
    assertThat(config.oidc().roleClaim()).isEqualTo("groups");
    assertThat(config.oidc().viewerRoles()).containsExactly("hop444-viewer");
    assertThat(config.oidc().responderRoles()).containsExactly("hop444-responder");
    assertThat(config.oidc().adminRoles()).containsExactly("hop444-admin");
    assertThat(config.oidc().siteClaim()).isEqualTo("hop444_sites");
    assertThat(config.oidc().allSites()).isEqualTo("*");
    assertThat(config.oidc().clientId()).isEmpty();
    assertThat(config.oidc().scopes()).isEqualTo("openid");
    assertThat(config.webhook().url()).isEmpty();
    assertThat(config.webhook().secret()).isEmpty();
    assertThat(config.webhook().secretFile()).isEmpty();
    assertThat(config.webhook().allow()).containsExactly("loopback", "private");
    assertThat(config.routesFile()).isEmpty();
    assertThat(config.pageUrl()).isEmpty();
    assertThat(config.correlatorGroup()).isEqualTo("hop444-correlator");
    assertThat(config.watchEvery()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.webhook().timeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.webhook().workers()).isEqualTo(8);
    assertThat(config.webhook().retryFirst()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.webhook().retryLongest()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.webhook().giveUpAfter()).isEqualTo(Duration.ofDays(3));
    assertThat(config.webhook().updateInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.feed().heartbeat()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.feed().clientQueue()).isEqualTo(1_000);
    assertThat(config.feed().maxClients()).isEqualTo(5_000);
    assertThat(config.retention().remove()).isFalse();
    assertThat(config.retention().incidentMonths()).isEqualTo(24);
    assertThat(config.retention().feedMonths()).isEqualTo(3);
    assertThat(config.retention().auditMonths()).isEqualTo(24);
    assertThat(config.incidents().reopenWindow()).isEqualTo(Duration.ofDays(7));
    assertThat(config.tracing().endpoint()).isEmpty();
  }

  @Test
  void shouldReadEveryKey() {
    Map<String, String> settings = new HashMap<>();
    settings.put("alert.admin-token-file", "/var/token");
    settings.put("alert.anonymous-viewer", "true");
    settings.put("alert.evidence-is-redacted", "false");
    settings.put("alert.migrate-at-start", "false");
    settings.put("alert.run-time-role", "hop444_service");
    settings.put("alert.http.origins", "https://a.test,https://b.test");
    settings.put("alert.http.calls-per-second", "3");
    settings.put("alert.http.calls-at-once", "4");
    settings.put("alert.oidc.role-claim", "realm_access/roles");
    settings.put("alert.oidc.viewer-roles", "v1,v2");
    settings.put("alert.oidc.responder-roles", "r");
    settings.put("alert.oidc.admin-roles", "a");
    settings.put("alert.oidc.site-claim", "sites");
    settings.put("alert.oidc.all-sites", "all");
    settings.put("alert.oidc.client-id", "page");
    settings.put("alert.oidc.scopes", "openid api");
    settings.put("alert.webhook.url", "https://receiver.test/hook");
    settings.put("alert.webhook.secret", SECRET);
    settings.put("alert.webhook.secret-file", "/var/secret");
    settings.put("alert.webhook.allow", "10.0.0.0/8");
    settings.put("alert.routes-file", "/etc/routes.yaml");
    settings.put("alert.correlator-group", "other");
    settings.put("alert.watch-every", "12s");
    settings.put("alert.page-url", "https://hop444.contoso.test/");
    settings.put("alert.webhook.timeout", "3s");
    settings.put("alert.webhook.workers", "2");
    settings.put("alert.webhook.retry-first", "4s");
    settings.put("alert.webhook.retry-longest", "5m");
    settings.put("alert.webhook.give-up-after", "6h");
    settings.put("alert.webhook.update-interval", "7s");
    settings.put("alert.feed.heartbeat", "8s");
    settings.put("alert.feed.client-queue", "90");
    settings.put("alert.feed.max-clients", "10");
    settings.put("alert.retention.remove", "true");
    settings.put("alert.retention.incident-months", "11");
    settings.put("alert.retention.feed-months", "12");
    settings.put("alert.retention.audit-months", "13");
    settings.put("alert.incidents.reopen-window", "11h");
    settings.put("alert.tracing.endpoint", "http://t:4318");

    AlertConfig config = config(settings);

    assertThat(config.adminTokenFile()).isEqualTo(Path.of("/var/token"));
    assertThat(config.anonymousViewer()).isTrue();
    assertThat(config.evidenceIsRedacted()).isFalse();
    assertThat(config.migrateAtStart()).isFalse();
    assertThat(config.runTimeRole()).contains("hop444_service");
    assertThat(config.http().origins()).contains(Set.of("https://a.test", "https://b.test"));
    assertThat(config.http().callsPerSecond()).isEqualTo(3);
    assertThat(config.http().callsAtOnce()).isEqualTo(4);
    assertThat(config.oidc().roleClaim()).isEqualTo("realm_access/roles");
    assertThat(config.oidc().viewerRoles()).containsExactlyInAnyOrder("v1", "v2");
    assertThat(config.oidc().responderRoles()).containsExactly("r");
    assertThat(config.oidc().adminRoles()).containsExactly("a");
    assertThat(config.oidc().siteClaim()).isEqualTo("sites");
    assertThat(config.oidc().allSites()).isEqualTo("all");
    assertThat(config.oidc().clientId()).contains("page");
    assertThat(config.oidc().scopes()).isEqualTo("openid api");
    assertThat(config.webhook().url()).contains(URI.create("https://receiver.test/hook"));
    assertThat(config.webhook().secret()).contains(SECRET);
    assertThat(config.webhook().secretFile()).contains(Path.of("/var/secret"));
    assertThat(config.webhook().allow()).containsExactly("10.0.0.0/8");
    assertThat(config.routesFile()).contains(Path.of("/etc/routes.yaml"));
    assertThat(config.correlatorGroup()).isEqualTo("other");
    assertThat(config.watchEvery()).isEqualTo(Duration.ofSeconds(12));
    assertThat(config.pageUrl()).contains(URI.create("https://hop444.contoso.test/"));
    assertThat(config.webhook().timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.webhook().workers()).isEqualTo(2);
    assertThat(config.webhook().retryFirst()).isEqualTo(Duration.ofSeconds(4));
    assertThat(config.webhook().retryLongest()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.webhook().giveUpAfter()).isEqualTo(Duration.ofHours(6));
    assertThat(config.webhook().updateInterval()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.feed().heartbeat()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.feed().clientQueue()).isEqualTo(90);
    assertThat(config.feed().maxClients()).isEqualTo(10);
    assertThat(config.retention().remove()).isTrue();
    assertThat(config.retention().incidentMonths()).isEqualTo(11);
    assertThat(config.retention().feedMonths()).isEqualTo(12);
    assertThat(config.retention().auditMonths()).isEqualTo(13);
    assertThat(config.incidents().reopenWindow()).isEqualTo(Duration.ofHours(11));
    assertThat(config.tracing().endpoint()).contains("http://t:4318");
  }

  @Test
  void shouldRefuseUnknownKeys() {
    assertThatThrownBy(() -> config(Map.of("alert.webhook.ulr", "http://x")))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("alert.webhook.ulr");
  }

  @Test
  void shouldListEveryKeyAndDefaultInTheReadme() throws IOException {
    Map<String, String> mapped = new TreeMap<>();
    collect("alert", AlertConfig.class, mapped);

    Map<String, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        documented.put(row.group(1), row.group(2) == null ? "" : row.group(2));
      }
    }

    assertThat(documented).isEqualTo(mapped);
  }

  private static void collect(String prefix, Class<?> mapping, Map<String, String> into) {
    for (Method method : mapping.getDeclaredMethods()) {
      String key =
          prefix + '.' + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (method.getReturnType().getEnclosingClass() == AlertConfig.class) {
        collect(key, method.getReturnType(), into);
      } else {
        WithDefault value = method.getAnnotation(WithDefault.class);
        into.put(key, value == null ? "" : value.value());
      }
    }
  }

  @Test
  void shouldNameKeyAndRemedyOfAWrongValue() {
    Map<Map<String, String>, String> wrong =
        Map.of(
            Map.of("alert.webhook.url", "http://h/"),
            "exactly one of alert.webhook.secret and alert.webhook.secret-file",
            Map.of("alert.webhook.url", "ftp://h/", "alert.webhook.secret", SECRET),
            "alert.webhook.url must be an http or https address",
            Map.of("alert.webhook.url", "http://u:p@h/", "alert.webhook.secret", SECRET),
            "alert.webhook.url must not carry a user name",
            Map.of("alert.webhook.url", "http://h/", "alert.webhook.secret", "geheim"),
            "alert.webhook.secret must start with whsec_",
            Map.of("alert.webhook.url", "http://h/", "alert.webhook.secret", "whsec_c2hvcnQ="),
            "24 to 64 bytes, not 5",
            Map.of("alert.webhook.url", "http://h/", "alert.webhook.secret-file", "/none"),
            "alert.webhook.secret-file cannot be read: /none",
            Map.of("alert.webhook.secret", SECRET),
            "alert.webhook.url is not",
            Map.of("alert.webhook.workers", "0"),
            "alert.webhook.workers",
            Map.of("alert.http.origins", "https://portal.test/"),
            "alert.http.origins",
            Map.of("alert.feed.heartbeat", "0s"),
            "alert.feed.heartbeat");

    wrong.forEach(
        (settings, message) ->
            assertThatThrownBy(() -> checked("127.0.0.1", settings))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(message));
  }

  @Test
  void shouldAllowReadingWithoutTokenOnLoopbackOnly() {
    Map<String, String> settings = Map.of("alert.anonymous-viewer", "true");

    assertThat(checked("127.0.0.1", settings).anonymousViewer()).isTrue();
    assertThatThrownBy(() -> checked("0.0.0.0", settings))
        .hasMessageContaining("alert.anonymous-viewer")
        .hasMessageContaining("quarkus.http.host");
  }

  @Test
  void shouldReadSecretFromFileAndNotShowIt(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), SECRET + "\n");

    CheckedConfig config =
        checked(
            "127.0.0.1",
            Map.of(
                "alert.webhook.url",
                "http://h/?key=hidden",
                "alert.webhook.secret-file",
                file.toString()));

    TargetSpec target = config.target().orElseThrow();
    assertThat(((Endpoint.Http) target.endpoint()).secrets()).containsExactly(SECRET);
    assertThat(target.toString()).contains("Http[h]").doesNotContain("hidden", SECRET);
  }

  @Test
  void shouldRefuseAnAddressOfThePageThatNobodyCanOpen() {
    assertThatThrownBy(() -> checked("127.0.0.1", Map.of("alert.page-url", "hop444")))
        .hasMessageContaining("alert.page-url must be an http or https address");
  }

  @Test
  void shouldRefuseAnEndpointOfTracesThatIsNone() {
    assertThatThrownBy(() -> checked("127.0.0.1", Map.of("alert.tracing.endpoint", "host:4318")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("alert.tracing.endpoint")
        .hasMessageContaining("http://host:4318");
  }

  @Test
  void shouldSignWithEachSecretWhileTheyAreChanged() {
    CheckedConfig config =
        checked(
            "127.0.0.1",
            Map.of(
                "alert.webhook.url", "http://h/", "alert.webhook.secret", SECRET + " " + SECRET));

    assertThat(((Endpoint.Http) config.target().orElseThrow().endpoint()).secrets()).hasSize(2);
  }
}
