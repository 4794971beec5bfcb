/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.hop444.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of incidents, from Kafka to the API, the feed and a receiver of webhooks. */
@Order(SharedAlert.WITH_TOKENS)
class IncidentLifeIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static Wire wire;
  private static Receiver receiver;
  private static AlertProcess alert;

  @BeforeAll
  static void start() {
    wire = SHARED.wire();
    receiver = SHARED.receiver();
    alert = SHARED.alert();
  }

  @Test
  void shouldTellReceiverOfEachStepSignedAndInOrder() {
    wire.send(Change.opened("steps"));
    SHARED.awaitState("steps", "OPEN");
    SHARED
        .admin()
        .contentType("application/json")
        .body("{\"comment\":\"I am on it\"}")
        .post("/api/v1/incidents/steps/acknowledge")
        .then()
        .statusCode(200)
        .body("state", equalTo("ACKNOWLEDGED"))
        .body("acknowledgedBy", equalTo("admin-token-file"));

    wire.send(Change.resolved("steps", 2), Change.reopened("steps", 3));

    await().until(() -> receiver.of("steps").size() == 4);
    List<Receiver.Got> got = receiver.of("steps");
    assertThat(got)
        .extracting(Receiver.Got::type)
        .containsExactly(
            "incident.opened", "incident.acknowledged", "incident.resolved", "incident.reopened");
    assertThat(got).allMatch(Receiver.Got::signatureHolds);
    assertThat(got).extracting(Receiver.Got::webhookId).doesNotHaveDuplicates();
    assertThat(got.get(0).headers()).containsEntry("content-type", "application/json");
    assertThat(got.get(1).json().getString("data.state")).isEqualTo("ACKNOWLEDGED");
    assertThat(got.get(2).json().getString("data.resolvedAt")).isEqualTo("2026-11-20T10:25:02Z");
    assertThat(got.get(3).json().getString("data.state")).isEqualTo("OPEN");
    SHARED
        .admin()
        .get("/api/v1/incidents/steps")
        .then()
        .body(
            "timeline.type",
            contains(
                "incident.opened",
                "incident.acknowledged",
                "incident.resolved",
                "incident.reopened"))
        .body("timeline[1].by", equalTo("admin-token-file"))
        .body("timeline[1].text", equalTo("I am on it"))
        .body("timeline[0].by", equalTo("correlator"))
        .body("timeline[0].text", equalTo("reason of version 1"));
  }

  @Test
  void shouldTellTheNextGenerationAsAnIncidentOfItsOwn() {
    wire.send(
        Change.opened("gen-1").at("GEN", "mbx-gen"),
        Change.resolved("gen-1", 2).at("GEN", "mbx-gen"));
    wire.send(
        Change.opened("gen-2")
            .at("GEN", "mbx-gen")
            .generation(2)
            .startedAt(Change.STARTED.plus(Duration.ofDays(3))));

    await().until(() -> receiver.of("gen-1").size() == 2 && receiver.of("gen-2").size() == 1);
    assertThat(receiver.of("gen-2").get(0).type()).isEqualTo("incident.opened");
    assertThat(receiver.of("gen-2").get(0).json().getInt("data.generation")).isEqualTo(2);
    SHARED
        .admin()
        .get("/api/v1/incidents?site=GEN")
        .then()
        .body("items.id", contains("gen-2", "gen-1"))
        .body("items.state", contains("OPEN", "RESOLVED"))
        .body("items.generation", contains(2, 1));
  }

  @Test
  void shouldStoreAChangeOnceWhenItComesTwice() {
    wire.send(Change.opened("twice"), Change.resolved("twice", 2), Change.resolved("twice", 2));
    wire.send(Change.opened("twice"), Change.opened("after-twice"));

    SHARED.awaitState("after-twice", "OPEN");

    SHARED
        .admin()
        .get("/api/v1/incidents/twice")
        .then()
        .body("state", equalTo("RESOLVED"))
        .body("timeline.type", contains("incident.opened", "incident.resolved"));
  }

  @Test
  void shouldWakeTheSenderWithTheCommit() {
    wire.send(Change.opened("warm-up"));
    await().until(() -> !receiver.of("warm-up").isEmpty());

    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String id = "fast-" + i;
      Instant sent = Instant.now();
      wire.send(Change.opened(id));
      await().pollInterval(Duration.ofMillis(5)).until(() -> !receiver.of(id).isEmpty());
      millis.add(Duration.between(sent, receiver.of(id).get(0).at()).toMillis());
    }

    System.out.println("Kafka to webhook in milliseconds: " + millis);
    // Without the wake-up each waits for the sender's next look, a second after the one before.
    assertThat(Collections.min(millis)).isLessThan(500);
  }

  @Test
  void shouldTellItsOwnStatus() {
    wire.send(Change.opened("status"));
    SHARED.awaitState("status", "OPEN");

    await()
        .untilAsserted(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/status")
                    .then()
                    .statusCode(200)
                    .body("staleSince", nullValue())
                    .body("databaseReachable", equalTo(true))
                    .body("topics[0].topic", equalTo(Topic.INCIDENTS.topicName()))
                    .body("topics[0].lag", equalTo(0))
                    .body("topics[0].lastRecordAt", notNullValue())
                    .body("webhook.host", equalTo("127.0.0.1")));
  }

  @Test
  void shouldFeedTheSameBodyAsTheWebhookFromNowOn() {
    try (FeedReader feed = FeedReader.fromNow(alert)) {
      await().until(() -> feed.lines().contains(": alive"));
      wire.send(Change.opened("feed"));

      await().until(() -> feed.data().stream().anyMatch(data -> data.contains("\"id\":\"feed\"")));

      await().until(() -> !receiver.of("feed").isEmpty());
      assertThat(feed.data()).contains(receiver.of("feed").get(0).body());
      assertThat(feed.lines().get(0)).startsWith("retry: ");
    }
  }

  @Test
  void shouldTellAClientWhoseCursorIsUnknown() {
    try (FeedReader lost = FeedReader.after(alert, "999999")) {

      await().until(() -> lost.types().contains("feed.resync"));

      assertThat(Long.parseLong(lost.ids().get(0))).isLessThan(999_999);
    }
  }
}
