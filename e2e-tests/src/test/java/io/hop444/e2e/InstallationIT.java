/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.localstack.LocalBroker;
import io.hop444.localstack.LocalStack;
import io.hop444.simulator.EstateSimulator;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import io.hop444.tracing.OtlpReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of settings in docs/operations.md, word for word but for addresses and paths, each
 * where it says, start a system that finds an outage, and tells its way when traces are switched
 * on.
 */
class InstallationIT {

  private static final Pattern FILE =
      Pattern.compile(
          "(?s)```\\n# (/etc/hop444/(\\w+)/config/application\\.properties)\\n(.*?)```");

  @TempDir private Path root;

  @Test
  void shouldFindAnOutageWithTheSettingsOfTheDocument() throws Exception {
    Path logs = root.resolve("srv/exchange-logs");
    Instant from = Instant.now().minus(Duration.ofMinutes(6));
    Fault outage =
        Fault.between(
            FaultKind.BINDING_MISSING, "GOT-EX02", from.plusSeconds(60), from.plusSeconds(120));
    EstateSimulator.writeBatch(
        new Simulation(Estate.demo(), List.of(outage), from, 15, 444), Duration.ofMinutes(5), logs);
    LocalStack.Database database = LocalStack.freshDatabase();

    try (LocalBroker broker = LocalBroker.start(root.resolve("broker"), 0);
        WebhookReceiver webhooks = new WebhookReceiver();
        OtlpReceiver traces = new OtlpReceiver()) {
      Map<String, Path> installed = install(broker.bootstrapServers(), database);
      List<PackagedService> started = new ArrayList<>();
      try {
        for (Map.Entry<String, Path> service : installed.entrySet()) {
          Map<String, String> added = new LinkedHashMap<>();
          added.put(service.getKey() + ".tracing.endpoint", traces.endpoint());
          if (service.getKey().equals("alert")) {
            added.put("alert.webhook.url", webhooks.url().toString());
            added.put("alert.webhook.secret", webhooks.secret());
          }
          started.add(
              PackagedService.start(service.getKey() + "-service", service.getValue(), added));
        }
        Api api =
            new Api(
                started.get(0).root(), awaitText(root.resolve("var/lib/hop444/alert/admin-token")));

        Awaitility.await("the outage of the past")
            .atMost(Duration.ofSeconds(120))
            .pollInterval(Duration.ofMillis(250))
            .ignoreExceptions()
            .untilAsserted(
                () ->
                    assertThat(api.list("incidents"))
                        .extracting(incident -> incident.path("backEnd").asText())
                        .containsExactly("got-ex02"));
        for (PackagedService service : started) {
          assertThat(service.isReady()).isTrue();
        }
        TracedLine.ofIncident(webhooks, traces).assertToldFromTheLogOn(logs, "GOT-EX02");
      } finally {
        for (PackagedService service : started) {
          service.close();
        }
      }
    }
  }

  /** Folders in which the services are started, by name. */
  private Map<String, Path> install(String kafka, LocalStack.Database database) throws Exception {
    Map<String, Path> folders = new LinkedHashMap<>();
    Matcher files = FILE.matcher(Files.readString(Path.of("..", "docs", "operations.md")));
    while (files.find()) {
      Path file = root.resolve(files.group(1).substring(1));
      String settings =
          files
              .group(3)
              .replaceAll("kafka1\\.example\\.com:9092\\S*", kafka)
              .replace("jdbc:postgresql://db.example.com:5432/hop444", database.jdbcUrl())
              .replace("username=hop444", "username=" + database.user())
              .replace("replication-factor=3", "replication-factor=1")
              .replace("quarkus.http.host=0.0.0.0", "quarkus.http.host=127.0.0.1")
              .replace("=/", "=" + root + "/");
      if (files.group(2).equals("alert")) {
        settings += "quarkus.datasource.password=" + database.password() + "\n";
      }
      Files.createDirectories(file.getParent());
      Files.writeString(file, settings);
      folders.put(files.group(2), file.getParent().getParent());
    }
    assertThat(folders).containsOnlyKeys("alert", "correlator", "collector");
    return folders;
  }

  private static String awaitText(Path file) {
    return Awaitility.await(file.toString())
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> Files.readString(file).strip(), text -> !text.isEmpty());
  }
}
