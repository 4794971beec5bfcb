/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
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
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that fail, records that cannot be used, findings and gaps. */
class DeliveryIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path directory;

  private static Wire wire;
  private static Receiver receiver;
  private static AlertProcess alert;

  @BeforeAll
  static void start() {
    wire = Wire.connect();
    receiver = Receiver.start();
    Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
    settings.putAll(receiver.settings());
    settings.put("alert.webhook.retry-first", "200ms");
    settings.put("alert.webhook.update-interval", "2s");
    alert = AlertProcess.started(settings, directory);
  }

  @AfterAll
  static void stop() {
    alert.close();
    receiver.close();
    wire.close();
  }

  @BeforeEach
  void enableTarget() {
    admin().post("/api/v1/targets/default/enable").then().statusCode(204);
  }

  private static RequestSpecification admin() {
    return given().baseUri(alert.address()).header("Authorization", "Bearer " + alert.token());
  }

  @Test
  void shouldRetryWithTheSameIdAndHonourRetryAfter() {
    receiver.answerNext(
        new Receiver.Answer(429, Map.of("Retry-After", "2"), () -> {}), Receiver.Answer.of(500));

    wire.send(Change.opened("retried"));

    await().atMost(SOON).until(() -> receiver.of("retried").size() == 3);
    List<Receiver.Got> got = receiver.of("retried");
    assertThat(got).extracting(Receiver.Got::webhookId).containsOnly(got.get(0).webhookId());
    assertThat(got).allMatch(Receiver.Got::signatureHolds);
    assertThat(Duration.between(got.get(0).at(), got.get(1).at()))
        .isGreaterThan(Duration.ofSeconds(2));
    assertThat(Duration.between(got.get(1).at(), got.get(2).at()))
        .isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void shouldSendNothingAfter410UntilEnabledAgain() {
    receiver.answerNext(Receiver.Answer.of(410));
    wire.send(Change.opened("gone"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                admin().get("/api/v1/status").then().body("webhook.disabledSince", notNullValue()));
    wire.send(Change.resolved("gone", 2));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                admin().get("/api/v1/status").then().body("counts.pendingDeliveries", equalTo(2)));
    assertThat(receiver.of("gone")).hasSize(1);

    admin().post("/api/v1/targets/default/enable").then().statusCode(204);

    await().atMost(SOON).until(() -> receiver.of("gone").size() == 3);
    assertThat(receiver.of("gone").get(2).type()).isEqualTo("incident.resolved");
  }

  @Test
  void shouldSendNumbersOnceInAWhileAndKeepTheLast() {
    wire.send(Change.opened("numbers"));
    for (int version = 2; version <= 50; version++) {
      wire.send(Change.updated("numbers", version).failedRequests(1_000 + version));
    }

    await()
        .atMost(SOON)
        .until(
            () ->
                receiver.of("numbers").stream()
                    .anyMatch(got -> got.json().getInt("data.failedRequests") == 1_050));

    assertThat(receiver.of("numbers")).hasSizeLessThan(8);
    assertThat(receiver.of("numbers").get(0).type()).isEqualTo("incident.opened");
  }

  @Test
  void shouldKeepBodyUnderTwentyKilobytes() {
    wire.send(Change.opened("big").evidence(50, "\u0000<script>" + "x".repeat(2_000)));

    await().atMost(SOON).until(() -> !receiver.of("big").isEmpty());

    assertThat(receiver.of("big").get(0).body().length()).isBetween(15_000, 20_000);
    admin()
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

    await().atMost(SOON).until(() -> !receiver.of("after-garbage").isEmpty());

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
          .atMost(SOON)
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
    assertThat(given().baseUri(alert.address()).get("/q/metrics").asString())
        .contains("alert_records_refused_total{reason=\"UNDECODABLE_RECORD\"");
  }

  @Test
  void shouldShowNewestVersionOfFindingsAndGaps() {
    for (long version : new long[] {1, 3, 2}) {
      wire.send(Topic.FINDINGS, "mbx03", finding(version));
      wire.send(Topic.GAPS, "mbx03", gap(version));
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              admin()
                  .get("/api/v1/findings?server=MBX03&kind=APP_POOL_STOPPED")
                  .then()
                  .body("items[0].count", equalTo(3));
              admin()
                  .get("/api/v1/gaps?server=mbx03&kind=NOT_COLLECTED&open=true")
                  .then()
                  .body("items[0].detail", equalTo("version 3"));
            });

    admin()
        .get("/api/v1/findings?site=DUB")
        .then()
        .body("items[0].severity", equalTo("OUTAGE"))
        .body("items[0].firstAt", equalTo("2026-11-20T10:05:02Z"));
    admin().get("/api/v1/gaps?open=false").then().body("items.size()", equalTo(0));
    admin().get("/api/v1/findings?kind=ROUTING").then().body("items.size()", equalTo(0));
  }

  private static Finding finding(long version) {
    return Finding.newBuilder()
        .setId("finding-1")
        .setVersion(version)
        .setKind(FindingKind.APP_POOL_STOPPED)
        .setSeverity(Severity.OUTAGE)
        .setSite("DUB")
        .setServer("mbx03")
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
        .setServer("mbx03")
        .setLog("W3SVC2")
        .setReason("NOT_COLLECTED")
        .setOpen(true)
        .setFirstAt(Change.STARTED)
        .setLastAt(Change.STARTED)
        .setDetail("version " + version)
        .build();
  }
}
