/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.truth.FaultTruth;
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
 * Each process is killed while a back end is broken, {@code up} itself at last; it is started again
 * with the same data. What is then stored and told has to be as if nothing had happened.
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
    Map<String, String> killed = new LinkedHashMap<>();
    killed.put("collector", "OSL-EX01");
    killed.put("correlator", "OSL-EX02");
    killed.put("alert", "OSL-EX03");
    killed.put("broker", "GOT-EX01");
    killed.put("postgres", "GOT-EX02");
    for (Map.Entry<String, String> kill : killed.entrySet()) {
      Scenario.Outage outage = breaks(kill.getValue());
      Instant at = Instant.now();
      scenario.system().kill(kill.getKey());
      WebhookReceiver.Attempt opened =
          scenario.wantWebhook("incident.opened").of(outage).within(RECOVERED);
      System.out.printf(
          "[e2e] %s killed: webhook after %s%n", kill.getKey(), Duration.between(at, opened.at()));
    }
    Scenario.Outage outage = breaks("GOT-EX03");
    Instant at = Instant.now();
    scenario.system().killUp();
    scenario.system().start();
    WebhookReceiver.Attempt opened =
        scenario.wantWebhook("incident.opened").of(outage).within(RECOVERED);
    System.out.printf("[e2e] up killed: webhook after %s%n", Duration.between(at, opened.at()));
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

  private static Scenario.Outage breaks(String server) {
    Scenario.Outage outage = scenario.breaks(FaultKind.BINDING_MISSING, server, OUTAGE);
    outages.add(outage);
    return outage;
  }
}
