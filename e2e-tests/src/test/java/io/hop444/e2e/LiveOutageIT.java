/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.truth.FaultTruth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Back ends lose the binding of port 444 and get it back, while the system watches. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveOutageIT {

  private static final Duration OUTAGE = Duration.ofSeconds(20);

  /** Long enough to find it open on the page when the other three are. */
  private static final Duration WATCHED_OUTAGE = Duration.ofSeconds(50);

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String WITHOUT_LOG = "GOT-EX03";

  @TempDir private static Path folder;
  private static Scenario scenario;
  private static WatchedPage page;
  private static Scenario.Outage watched;
  private static final List<Scenario.Outage> outages = new ArrayList<>();

  @BeforeAll
  static void breakFourServers() throws Exception {
    outages.clear();
    page = null;
    scenario = Scenario.start(folder, Estate.demo(), Duration.ofMinutes(6), WITHOUT_LOG);
    scenario.system().awaitCaughtUp();
    page = scenario.wantPage();
    watched = breaks("GOT-EX02", WATCHED_OUTAGE);
    for (String server : List.of("OSL-EX02", "GOT-EX01", "OSL-EX03")) {
      Scenario.Outage outage = breaks(server, OUTAGE);
      scenario.wantWebhook("incident.opened").of(outage).within(SOON);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (page != null) {
      page.close();
    }
    if (scenario != null) {
      scenario.close();
    }
  }

  // The first, because it has to see the incident while it is open.
  @Test
  @Order(1)
  void shouldShowTheOutageAndItsEndOnThePageWithoutReload() {
    page.wantRow(watched, "Open");
    page.wantRow(watched, "No certificate bound");

    page.follow(watched);

    page.wantText(".incident-head", "Open");
    page.wantText("#sentence", "cannot reach the back end got-ex02");
    page.wantText("#hop-1", "ok");
    page.wantText("#hop-2", "failed");
    page.wantText("#hop-3", "absent");
    page.wantText(".incident-head", "Resolved");
    page.back();
    page.wantRow(watched, "Resolved");
    assertThat(page.isSameDocument()).isTrue();
  }

  @Test
  void shouldNotifyWithin15SecondsOfTheSecondFailedRequest() throws Exception {
    Latencies latencies = new Latencies();
    for (Scenario.Outage outage : outages) {
      latencies.add(scenario.secondFailure(outage), opened(outage));
    }
    latencies.print("second failed row written to webhook received");

    for (Scenario.Outage outage : outages) {
      Instant second = scenario.secondFailure(outage);
      assertThat(opened(outage).at()).as(outage.server()).isBetween(second, second.plusSeconds(15));
    }
  }

  @Test
  void shouldTellCauseAndEvidenceWhenItOpens() {
    for (Scenario.Outage outage : outages) {
      JsonNode incident = opened(outage).incident();

      assertThat(incident.path("cause").asText()).isEqualTo("BINDING_MISSING");
      assertThat(incident.path("state").asText()).isEqualTo("OPEN");
      assertThat(incident.path("generation").asInt()).isEqualTo(1);
      assertThat(incident.path("evidence")).isNotEmpty();
    }
  }

  @Test
  void shouldResolveByProofAndTellHowMuchFailed() {
    Latencies latencies = new Latencies();
    for (Scenario.Outage outage : outages) {
      latencies.add(resolved(outage).instant("resolvedAt"), resolved(outage));
    }
    latencies.print("proof of recovery written to webhook received");

    for (Scenario.Outage outage : outages) {
      JsonNode incident = scenario.wantIncident(outage, "RESOLVED", SOON);
      FaultTruth truth = scenario.truth(outage);

      assertThat(Instant.parse(incident.path("resolvedAt").asText())).isAfter(outage.until());
      assertThat(incident.path("cause").asText()).isEqualTo("BINDING_MISSING");
      assertThat(incident.path("failedRequests").asLong()).isEqualTo(truth.failedRequests());
      assertThat(incident.path("usersAffected").asLong()).isEqualTo(truth.usersAffected());
      assertThat(texts(incident.path("frontEnds")))
          .containsExactlyInAnyOrderElementsOf(truth.frontEnds());
      assertThat(Instant.parse(incident.path("startedAt").asText()))
          .isCloseTo(outage.from(), within(5, ChronoUnit.SECONDS));
    }
  }

  @Test
  void shouldTellFeedAndWebhookTheSameInTheSameOrder() throws Exception {
    for (Scenario.Outage outage : outages) {
      resolved(outage);
    }

    List<FeedClient.Event> all = scenario.wantFeed(0);

    assertThat(all).extracting(FeedClient.Event::id).isSorted().doesNotHaveDuplicates();
    for (Scenario.Outage outage : outages) {
      // An update that was not sent when a newer event came is left out of the webhooks.
      List<String> webhooks =
          scenario.receiver().deliveries().stream()
              .filter(attempt -> attempt.backEnd().equalsIgnoreCase(outage.server()))
              .map(WebhookReceiver.Attempt::text)
              .distinct()
              .toList();
      assertThat(all).extracting(FeedClient.Event::data).containsSubsequence(webhooks);
      assertThat(all)
          .filteredOn(
              event ->
                  event
                      .data()
                      .contains("\"backEnd\":\"" + outage.server().toLowerCase(Locale.ROOT) + "\""))
          .extracting(FeedClient.Event::type)
          .startsWith("incident.opened")
          .containsOnlyOnce("incident.opened", "incident.resolved");
    }
  }

  @Test
  void shouldResumeTheFeedWithoutMissingOrDoublingAnEvent() throws Exception {
    for (Scenario.Outage outage : outages) {
      resolved(outage);
    }
    List<FeedClient.Event> all = scenario.wantFeed(0);
    int middle = all.size() / 2;

    List<FeedClient.Event> rest = scenario.wantFeed(all.get(middle - 1).id());

    assertThat(rest.subList(0, all.size() - middle)).isEqualTo(all.subList(middle, all.size()));
  }

  @Test
  void shouldStoreEachIncidentOnceWithItsDeliveries() throws Exception {
    for (Scenario.Outage outage : outages) {
      resolved(outage);
      String server = outage.server().toLowerCase(Locale.ROOT);
      String id = scenario.wantIncident(outage, "RESOLVED", SOON).path("id").asText();

      assertThat(scenario.rows("select count(*) from incidents where back_end = ?", server))
          .isEqualTo(1);
      assertThat(
              scenario.rows(
                  "select count(*) from timeline where type = 'incident.opened' and incident_id = ?",
                  id))
          .isEqualTo(1);
      String delivered =
          "select count(*) from deliveries where state = 'DELIVERED' and type in"
              + " ('incident.opened', 'incident.resolved') and incident_id = ?";
      assertThat(
              scenario.await(
                  "outcome of the deliveries noted",
                  SOON,
                  () -> scenario.rows(delivered, id) == 2 ? 2 : null))
          .isEqualTo(2);
    }
  }

  @Test
  void shouldListServerWithoutBackEndLogAsGap() {
    JsonNode gap =
        scenario.await(
            "gap of " + WITHOUT_LOG,
            SOON,
            () ->
                scenario.system().api().list("gaps?server=" + WITHOUT_LOG).stream()
                    .filter(each -> each.path("reason").asText().equals("NOT_COLLECTED"))
                    .findFirst()
                    .orElse(null));

    assertThat(gap.path("log").asText()).startsWith("W3SVC");
    assertThat(gap.path("open").asBoolean()).isTrue();
  }

  @Test
  void shouldRaiseNoFalseAlarm() throws Exception {
    for (Scenario.Outage outage : outages) {
      resolved(outage);
    }

    assertThat(scenario.system().api().list("incidents"))
        .extracting(incident -> incident.path("backEnd").asText())
        .containsExactlyInAnyOrder("got-ex02", "osl-ex02", "got-ex01", "osl-ex03");
  }

  @Test
  void shouldAnswerNothingWithoutToken() throws Exception {
    for (String path : List.of("incidents", "findings", "gaps", "feed", "status")) {
      assertThat(scenario.system().api().statusWithoutToken(path)).as(path).isEqualTo(401);
    }
  }

  @Test
  void shouldKeepNamesAndClientAddressesOutOfKafkaDatabaseAndLogs() throws Exception {
    resolved(outages.get(0));
    PersonalData people = PersonalData.of(ProxyRows.of(scenario.logs()));
    StoredBytes stored = new StoredBytes(people);

    stored.readTopics(scenario.system().bootstrapServers());
    stored.readTables(scenario.system());
    scenario.system().logs().forEach((file, bytes) -> stored.read(file.toString(), bytes));

    assertThat(people.names()).hasSizeGreaterThan(50);
    assertThat(people.addresses()).hasSizeGreaterThan(50);
    assertThat(stored.places())
        .contains("topic hop444.proxied-requests", "topic hop444.client-requests")
        .contains("topic hop444.back-end-requests", "topic hop444.incidents")
        .contains("table incidents", "table evidence", "table feed");
    assertThat(stored.bytes()).isGreaterThan(1_000_000);
    assertThat(stored.leaks()).isEmpty();
  }

  private static Scenario.Outage breaks(String server, Duration lasting) {
    Scenario.Outage outage = scenario.breaks(FaultKind.BINDING_MISSING, server, lasting);
    outages.add(outage);
    return outage;
  }

  private static WebhookReceiver.Attempt opened(Scenario.Outage outage) {
    return scenario.wantWebhook("incident.opened").of(outage).within(SOON);
  }

  private static WebhookReceiver.Attempt resolved(Scenario.Outage outage) {
    return scenario.wantWebhook("incident.resolved").of(outage).within(WATCHED_OUTAGE.plus(SOON));
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
