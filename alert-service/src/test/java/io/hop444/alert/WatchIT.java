/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.hop444.localstack.LocalStack;
import io.hop444.schemas.Topic;
import io.hop444.wire.LogKind;
import io.hop444.wire.ReadProgress;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dead-man's switch: who goes quiet is told once, and so is its return. */
@Order(SharedAlert.ROUTED)
class WatchIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.routed();

  private static final Routed ROUTED = new Routed(SHARED);

  @Test
  void shouldNoticeOnceWhenACollectorGoesQuietAndWhenItIsBack() {
    beat("quiet-collector");
    await()
        .untilAsserted(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/watched")
                    .then()
                    .body("items.name", hasItem("quiet-collector")));

    ROUTED.awaitGot("pager", "hop444:watch:collector:quiet-collector:1", 1);
    beat("quiet-collector");
    ROUTED.awaitGot("pager", "hop444:watch:collector:quiet-collector:1", 2);

    assertThat(ROUTED.got("pager", "hop444:watch:collector:quiet-collector:1"))
        .extracting(got -> got.json().getString("event_action"))
        .startsWith("trigger", "resolve");

    String collector = "/api/v1/watched/collectors/quiet-collector";
    SHARED.with(SHARED.token("watching", "viewer")).delete(collector).then().statusCode(403);
    SHARED.admin().delete(collector).then().statusCode(204);
    SHARED.admin().delete(collector).then().statusCode(404);
    SHARED
        .admin()
        .get("/api/v1/watched")
        .then()
        .body("items.name", not(hasItem("quiet-collector")));
  }

  @Test
  void shouldNameAllSitesOfACollectorAndNoneThatTheCallerMayNotSee() {
    beat("collector-of-two", "AMS", "ams-ex1");
    beat("collector-of-two", "DUB", "mbx04");
    String amsterdam =
        SHARED.token(Map.of("name", "watch-ams", "role", "viewer", "sites", List.of("AMS")));
    String elsewhere =
        SHARED.token(Map.of("name", "watch-osl", "role", "viewer", "sites", List.of("OSL")));
    String sites = "items.find { it.name == 'collector-of-two' }.sites";

    await()
        .untilAsserted(
            () ->
                assertThat(SHARED.admin().get("/api/v1/watched").jsonPath().getList(sites))
                    .isEqualTo(List.of("AMS", "DUB")));
    JsonPath shown = SHARED.with(amsterdam).get("/api/v1/watched").jsonPath();

    assertThat(shown.getList(sites)).isEqualTo(List.of("AMS"));
    assertThat(shown.getString(sites.replace("sites", "site"))).isEqualTo("AMS");
    SHARED
        .with(elsewhere)
        .get("/api/v1/watched")
        .then()
        .body("items.name", not(hasItem("collector-of-two")));
    // Whether anybody is told, where only the file of routes names targets.
    SHARED
        .admin()
        .get("/api/v1/status")
        .then()
        .body("webhook.configured", equalTo(true))
        .body("webhook.targets", greaterThan(0));
    SHARED.admin().delete("/api/v1/watched/collectors/collector-of-two").then().statusCode(204);
  }

  @Test
  void shouldNoticeOnceWhenTheCorrelatorGoesQuietAndWhenItIsBack() throws Exception {
    String key = "hop444:watch:correlator:" + SharedAlert.WATCHED_GROUP + ":1";
    beat("beats-for-the-correlator");
    String before = "group-of-before";
    new Sql(SHARED.database())
        .run("insert into watched values ('CORRELATOR', '" + before + "', '', now())");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", LocalStack.bootstrapServers()))) {
      readToTheEnd(admin);
      await()
          .untilAsserted(
              () ->
                  SHARED
                      .admin()
                      .get("/api/v1/watched")
                      .then()
                      .body("items.name", hasItem(SharedAlert.WATCHED_GROUP))
                      .body("items.name", not(hasItem(before))));

      // There is more to read, and it does not read.
      beat("beats-for-the-correlator");
      ROUTED.awaitGot("pager", key, 1);
      readToTheEnd(admin);
      ROUTED.awaitGot("pager", key, 2);
    }

    assertThat(ROUTED.got("pager", key))
        .extracting(got -> got.json().getString("event_action"))
        .containsExactly("trigger", "resolve");
    assertThat(ROUTED.got("pager", key).get(0).json().getString("payload.summary"))
        .contains("Correlator " + SharedAlert.WATCHED_GROUP + " gives no sign of life");
  }

  /** As the correlator commits what it has read. */
  private static void readToTheEnd(Admin admin) throws Exception {
    String topic = Topic.READ_PROGRESS.topicName();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .forEach(one -> asked.put(new TopicPartition(topic, one.partition()), OffsetSpec.latest()));
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
    admin.alterConsumerGroupOffsets(SharedAlert.WATCHED_GROUP, ends).all().get();
  }

  private static void beat(String collector) {
    beat(collector, "DUB", "mbx03");
  }

  private static void beat(String collector, String site, String server) {
    SHARED
        .wire()
        .send(
            Topic.READ_PROGRESS,
            server,
            ReadProgress.newBuilder()
                .setSite(site)
                .setServer(server)
                .setCollector(collector)
                .setLog("")
                .setKind(LogKind.SERVER)
                .setOffset(0)
                .setSize(0)
                .setLagBytes(0)
                .setAt(Instant.now())
                .build());
  }
}
