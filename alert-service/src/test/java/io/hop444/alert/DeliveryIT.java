/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.hop444.localstack.LocalStack;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.Finding;
import io.hop444.wire.FindingKind;
import io.hop444.wire.Gap;
import io.hop444.wire.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Receivers that fail, records that cannot be used, findings and gaps. */
@Order(SharedAlert.WITH_TOKENS)
class DeliveryIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static Wire wire;
  private static Receiver receiver;

  @BeforeAll
  static void start() {
    wire = SHARED.wire();
    receiver = SHARED.receiver();
  }

  /** Whatever another test left on its way is delivered first. */
  @BeforeEach
  void startWithNothingPending() {
    SHARED.admin().post("/api/v1/targets/default/enable").then().statusCode(204);
    awaitPending(0);
  }

  private static void awaitPending(int deliveries) {
    await()
        .untilAsserted(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/status")
                    .then()
                    .body("counts.pendingDeliveries", equalTo(deliveries)));
  }

  @Test
  void shouldRetryWithTheSameIdAndHonourRetryAfter() {
    receiver.answer(
        "retried",
        new Receiver.Answer(429, Map.of("Retry-After", "2"), () -> {}),
        Receiver.Answer.of(500));

    wire.send(Change.opened("retried"));

    await().until(() -> receiver.of("retried").size() == 3);
    List<Receiver.Got> got = receiver.of("retried");
    assertThat(got).extracting(Receiver.Got::webhookId).containsOnly(got.get(0).webhookId());
    assertThat(got).allMatch(Receiver.Got::signatureHolds);
    assertThat(Duration.between(got.get(0).at(), got.get(1).at()))
        .isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void shouldSendNothingAfter410UntilEnabledAgain() {
    receiver.answer("gone", Receiver.Answer.of(410));
    wire.send(Change.opened("gone"));
    await()
        .untilAsserted(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/status")
                    .then()
                    .body("webhook.disabledSince", notNullValue()));
    wire.send(Change.resolved("gone", 2));
    awaitPending(2);
    assertThat(receiver.of("gone")).hasSize(1);

    SHARED.admin().post("/api/v1/targets/default/enable").then().statusCode(204);

    await().until(() -> receiver.of("gone").size() == 3);
    assertThat(receiver.of("gone").get(2).type()).isEqualTo("incident.resolved");
  }

  @Test
  void shouldSendNumbersOnceInAWhileAndKeepTheLast() {
    List<Change> changes = new ArrayList<>(List.of(Change.opened("numbers")));
    for (int version = 2; version <= 50; version++) {
      changes.add(Change.updated("numbers", version).failedRequests(1_000 + version));
    }

    wire.sendAll(changes);

    await()
        .until(
            () ->
                receiver.of("numbers").stream()
                    .anyMatch(got -> got.json().getInt("data.failedRequests") == 1_050));

    assertThat(receiver.of("numbers")).hasSizeLessThan(25);
    assertThat(receiver.of("numbers").get(0).type()).isEqualTo("incident.opened");
  }

  @Test
  void shouldKeepBodyUnderTwentyKilobytes() {
    wire.send(Change.opened("big").evidence(50, "\u0000<script>" + "x".repeat(2_000)));

    await().until(() -> !receiver.of("big").isEmpty());

    assertThat(receiver.of("big").get(0).body().length()).isBetween(15_000, 20_000);
    SHARED
        .admin()
        .get("/api/v1/incidents/big")
        .then()
        .body("evidence.size()", equalTo(50))
        .body("evidence[0].text[0]", equalTo("\uFFFD"));
  }

  @Test
  void shouldPutUndecodableRecordsAsideAndGoOn() throws Exception {
    byte[] garbage = Wire.text("no Avro, " + System.nanoTime());
    wire.sendBytes(Topic.INCIDENTS, "mbx07", garbage);
    wire.sendBytes(Topic.INCIDENTS, "mbx07", null);
    wire.send(Change.opened("after-garbage"));

    await().until(() -> !receiver.of("after-garbage").isEmpty());

    List<DeadLetter> letters = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                LocalStack.bootstrapServers(),
                "group.id",
                "test-" + System.nanoTime(),
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topic.DEAD_LETTERS.topicName()));
      RecordCodec codec = new RecordCodec();
      await()
          .until(
              () -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                  letters.add((DeadLetter) codec.decode(record.value()));
                }
                return letters.stream()
                    .anyMatch(letter -> letter.getRaw().equals(java.nio.ByteBuffer.wrap(garbage)));
              });
    }
    assertThat(letters)
        .allMatch(letter -> letter.getReason() == DeadLetterReason.UNDECODABLE_RECORD)
        .allMatch(letter -> letter.getService().equals("alert"))
        .allMatch(letter -> letter.getSource().startsWith("hop444.incidents-"));
    assertThat(SHARED.anybody().get("/q/metrics").asString())
        .contains("alert_records_refused_total{reason=\"UNDECODABLE_RECORD\"");
  }

  @Test
  void shouldShowNewestVersionOfFindingsAndGaps() {
    for (long version : new long[] {1, 3, 2}) {
      wire.send(Topic.FINDINGS, "mbx-delivery", finding(version));
      wire.send(Topic.GAPS, "mbx-delivery", gap(version));
    }
    await()
        .untilAsserted(
            () -> {
              SHARED
                  .admin()
                  .get("/api/v1/findings?server=MBX-DELIVERY&kind=APP_POOL_STOPPED")
                  .then()
                  .body("items[0].count", equalTo(3));
              SHARED
                  .admin()
                  .get("/api/v1/gaps?server=mbx-delivery&kind=NOT_COLLECTED&open=true")
                  .then()
                  .body("items[0].detail", equalTo("version 3"));
            });

    SHARED
        .admin()
        .get("/api/v1/findings?server=mbx-delivery&kind=APP_POOL_STOPPED")
        .then()
        .body("items[0].severity", equalTo("OUTAGE"))
        .body("items[0].firstAt", equalTo("2026-11-20T10:05:02Z"));
    SHARED
        .admin()
        .get("/api/v1/gaps?server=mbx-delivery&open=false")
        .then()
        .body("items.size()", equalTo(0));
    SHARED
        .admin()
        .get("/api/v1/findings?server=mbx-delivery&kind=ROUTING")
        .then()
        .body("items.size()", equalTo(0));
  }

  private static Finding finding(long version) {
    return Finding.newBuilder()
        .setId("finding-1")
        .setVersion(version)
        .setKind(FindingKind.APP_POOL_STOPPED)
        .setSeverity(Severity.OUTAGE)
        .setSite("DUB")
        .setServer("mbx-delivery")
        .setFirstAt(Change.STARTED)
        .setLastAt(Change.STARTED.plusSeconds(version))
        .setCount(version)
        .setSummary("The application pool is stopped.")
        .setEvidence(List.of())
        .build();
  }

  private static Gap gap(long version) {
    return Gap.newBuilder()
        .setId("gap-1")
        .setVersion(version)
        .setSite("DUB")
        .setServer("mbx-delivery")
        .setLog("W3SVC2")
        .setReason("NOT_COLLECTED")
        .setOpen(true)
        .setFirstAt(Change.STARTED)
        .setLastAt(Change.STARTED)
        .setDetail("version " + version)
        .build();
  }
}
