/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.localstack.LocalStack;
import io.hop444.schemas.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} between commit and send, between send and note, and under the feed; then a start,
 * and at the end a stop in peace.
 */
@Order(SharedAlert.OF_THEIR_OWN + 1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillIT {

  private static final int FED = 450;

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.none();

  @TempDir static Path directory;

  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static AlertProcess alert;
  private static List<String> idsBefore;
  private static FeedReader after;

  @BeforeAll
  static void killAmidWork() {
    Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
    settings.putAll(SHARED.receiver().settings());
    settings.put("alert.webhook.timeout", "3s");
    alert = AlertProcess.started(settings, directory);
    SHARED
        .receiver()
        .answer(
            "unsent",
            Collections.nCopies(100, Receiver.Answer.of(503)).toArray(Receiver.Answer[]::new));
    SHARED
        .receiver()
        .answer("in-flight", new Receiver.Answer(204, Map.of(), () -> Receiver.await(NEVER)));
    try (FeedReader before = FeedReader.after(alert, "0")) {
      List<Change> fed = new ArrayList<>();
      for (int i = 0; i < FED - 3; i++) {
        fed.add(Change.opened("fed-" + i));
      }
      fed.add(Change.opened("unsent"));
      fed.add(Change.resolved("unsent", 2));
      SHARED.wire().sendAll(fed);
      await().until(() -> before.ids().size() == FED - 1 && pending() == 2);
      SHARED.wire().send(Change.opened("in-flight"));
      await().until(() -> SHARED.receiver().of("in-flight").size() == 1);
      await().until(() -> before.ids().size() == FED);
      idsBefore = before.ids();
    }
    alert.kill();
    SHARED.receiver().forget("unsent");
    SHARED.wire().send(Change.resolved("in-flight", 2), Change.opened("while-away"));
    alert.start();
    after = FeedReader.after(alert, idsBefore.get(FED - 51));
  }

  @AfterAll
  static void stop() {
    NEVER.countDown();
    after.close();
    alert.close();
  }

  private static long pending() {
    return given()
        .baseUri(alert.address())
        .header("Authorization", "Bearer " + alert.token())
        .get("/api/v1/status")
        .jsonPath()
        .getLong("counts.pendingDeliveries");
  }

  @Test
  @Order(1)
  void shouldSendAfterRestartWhatWasCommittedBeforeTheKill() {
    await().until(() -> SHARED.receiver().once("unsent").size() == 2);

    assertThat(SHARED.receiver().once("unsent"))
        .extracting(Receiver.Got::type)
        .isEqualTo(List.of("incident.opened", "incident.resolved"));
  }

  @Test
  @Order(2)
  void shouldRepeatTheSameIdWhenKilledBeforeTheOutcomeWasNoted() {
    await().until(() -> SHARED.receiver().of("in-flight").size() == 3);

    List<Receiver.Got> got = SHARED.receiver().of("in-flight");
    assertThat(got.get(1).webhookId()).isEqualTo(got.get(0).webhookId());
    assertThat(got.get(1).body()).isEqualTo(got.get(0).body());
    assertThat(got).allMatch(Receiver.Got::signatureHolds);
    assertThat(got.get(2).type()).isEqualTo("incident.resolved");
  }

  @Test
  @Order(3)
  void shouldFeedNothingTwiceAndMissNothingAcrossTheKill() {
    await().until(() -> after.ids().size() >= 52);

    assertThat(idsBefore).doesNotHaveDuplicates().hasSize(FED);
    assertThat(after.ids()).doesNotHaveDuplicates().hasSize(52);
    assertThat(after.ids().subList(0, 50)).isEqualTo(idsBefore.subList(FED - 50, FED));
    assertThat(String.join("\n", after.data().subList(50, 52))).contains("in-flight", "while-away");
  }

  /** What is not committed would be read again, what is committed too early would be lost. */
  @Test
  @Order(4)
  void shouldLeaveExactlyWhatItStoredWhenStopped() throws Exception {
    await().until(() -> after.data().stream().anyMatch(data -> data.contains("while-away")));

    assertThat(alert.stop()).isIn(0, 143);

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", LocalStack.bootstrapServers()))) {
      Map<String, Long> committed = new TreeMap<>();
      Map<TopicPartition, OffsetSpec> asked = new java.util.HashMap<>();
      admin
          .listConsumerGroupOffsets("hop444-alert-incidents")
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, offset) -> {
                committed.put(partition.toString(), offset.offset());
                asked.put(partition, OffsetSpec.latest());
              });
      Map<String, Long> written = new TreeMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((partition, end) -> written.put(partition.toString(), end.offset()));
      assertThat(committed).isNotEmpty().isEqualTo(written);
      assertThat(committed.keySet())
          .allMatch(partition -> partition.startsWith(Topic.INCIDENTS.topicName()));
    }
  }
}
