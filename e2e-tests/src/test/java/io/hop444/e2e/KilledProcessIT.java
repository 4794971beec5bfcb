/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.truth.FaultTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each process is killed while back ends are broken, {@code up} itself at last; it is started again
 * with the same data. What is then stored and told has to be as if nothing had happened. Two that
 * share no work are killed together: what either of them loses is missing in the end.
 */
class KilledProcessIT {

  private static final Duration OUTAGE = Duration.ofSeconds(15);
  private static final Duration RECOVERED = Duration.ofMinutes(2);

  @TempDir private static Path folder;
  private static Scenario scenario;
  private static final List<Scenario.Outage> outages = new ArrayList<>();

  @BeforeAll
  static void killEverythingInTurn() throws Exception {
    outages.clear();
    scenario = Scenario.start(folder, Estate.demo(), Duration.ofMinutes(1), null);
    killDuring(breaks("OSL-EX01", "GOT-EX01"), "collector", "alert");
    killDuring(breaks("OSL-EX02", "GOT-EX02"), "correlator", "postgres");
    killDuring(breaks("OSL-EX03"), "broker");
    List<Scenario.Outage> last = breaks("GOT-EX03");
    Instant at = Instant.now();
    scenario.system().killUp();
    scenario.system().start();
    awaitOpened(last, at, "up");
    for (Scenario.Outage each : outages) {
      scenario.wantWebhook("incident.resolved").of(each).within(RECOVERED);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (scenario != null) {
      scenario.close();
    }
  }

  @Test
  void shouldLoseNoFailedRequest() {
    for (Scenario.Outage outage : outages) {
      JsonNode incident = scenario.wantIncident(outage, "RESOLVED", RECOVERED);
      FaultTruth truth = scenario.truth(outage);

      assertThat(incident.path("failedRequests").asLong())
          .as(outage.server())
          .isEqualTo(truth.failedRequests());
      assertThat(incident.path("usersAffected").asLong())
          .as(outage.server())
          .isEqualTo(truth.usersAffected());
      assertThat(incident.path("cause").asText()).isEqualTo("BINDING_MISSING");
    }
  }

  @Test
  void shouldOpenOneIncidentForEachOutage() throws Exception {
    List<JsonNode> incidents = scenario.system().api().list("incidents");

    assertThat(incidents)
        .extracting(incident -> incident.path("backEnd").asText())
        .containsExactlyInAnyOrderElementsOf(
            outages.stream().map(outage -> outage.server().toLowerCase(Locale.ROOT)).toList());
    assertThat(incidents).extracting(i -> i.path("generation").asInt()).containsOnly(1);
  }

  @Test
  void shouldTellOpeningAndRecoveryOnce() {
    for (Scenario.Outage outage : outages) {
      for (String type : List.of("incident.opened", "incident.resolved")) {
        assertThat(scenario.receiver().deliveries())
            .filteredOn(attempt -> attempt.backEnd().equalsIgnoreCase(outage.server()))
            .filteredOn(attempt -> attempt.type().equals(type))
            .as(outage.server() + " " + type)
            .extracting(WebhookReceiver.Attempt::id)
            .isNotEmpty()
            .containsOnly(scenario.wantWebhook(type).of(outage).within(RECOVERED).id());
      }
    }
  }

  @Test
  void shouldSendTheSameBodyWithTheSameId() {
    Map<String, String> bodyOfId = new LinkedHashMap<>();
    for (WebhookReceiver.Attempt attempt : scenario.receiver().attempts()) {
      assertThat(bodyOfId.merge(attempt.id(), attempt.text(), (before, now) -> before))
          .isEqualTo(attempt.text());
    }

    assertThat(bodyOfId).hasSizeGreaterThanOrEqualTo(2 * outages.size());
  }

  private static List<Scenario.Outage> breaks(String... servers) {
    List<Scenario.Outage> broken = new ArrayList<>();
    for (String server : servers) {
      broken.add(scenario.breaks(FaultKind.BINDING_MISSING, server, OUTAGE));
    }
    outages.addAll(broken);
    return broken;
  }

  private static void killDuring(List<Scenario.Outage> broken, String... names) throws IOException {
    Instant at = Instant.now();
    scenario.system().kill(names);
    awaitOpened(broken, at, String.join(" and ", names));
  }

  private static void awaitOpened(List<Scenario.Outage> broken, Instant killedAt, String names) {
    for (Scenario.Outage outage : broken) {
      WebhookReceiver.Attempt opened =
          scenario.wantWebhook("incident.opened").of(outage).within(RECOVERED);
      System.out.printf(
          "[e2e] %s killed: webhook of %s after %s%n",
          names, outage.server(), Duration.between(killedAt, opened.at()));
    }
  }
}
