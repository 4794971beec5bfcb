/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.simulator.EstateSimulator;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The logs of 20 minutes with one outage are there before the start, unreadable files among them,
 * and the receiver of webhooks is ill at first.
 */
class ExistingLogsIT {

  private static final Duration SPAN = Duration.ofMinutes(20);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final List<String> SAME_AS_REPLAYED =
      List.of(
          "id",
          "site",
          "backEnd",
          "cause",
          "confidence",
          "state",
          "startedAt",
          "resolvedAt",
          "usersAffected",
          "failedRequests",
          "frontEnds",
          "protocols");

  @TempDir private static Path folder;
  private static WebhookReceiver receiver;
  private static LiveSystem system;
  private static JsonNode replayed;

  @BeforeAll
  static void startOnExistingLogs() throws Exception {
    Path logs = folder.resolve("logs");
    Instant from = Instant.now().minus(Duration.ofMinutes(25)).truncatedTo(ChronoUnit.SECONDS);
    Fault outage =
        Fault.between(
            FaultKind.BINDING_MISSING, "GOT-EX02", from.plusSeconds(360), from.plusSeconds(720));
    EstateSimulator.writeBatch(
        new Simulation(Estate.demo(), List.of(outage), from, 15, 444), SPAN, logs);
    writeUnreadable(logs.resolve("OSL"));
    Path report = folder.resolve("report.json");
    Hop444Command.Ending replay =
        Hop444Command.run("replay", "--from", logs.toString(), "--report", report.toString());
    assertThat(replay.status()).as(replay.messages()).isZero();
    replayed = new ObjectMapper().readTree(report.toFile());

    receiver = new WebhookReceiver();
    receiver.answer(WebhookReceiver.Answer.FAIL);
    system = LiveSystem.up(logs, folder.resolve("data"), receiver);
  }

  @AfterAll
  static void stop() throws Exception {
    if (system != null) {
      system.close();
      assertThat(receiver.forged()).isEmpty();
    }
    if (receiver != null) {
      receiver.close();
    }
  }

  @Test
  void shouldFindWhatReplayFinds() throws Exception {
    JsonNode wanted = replayed.path("incidents").path(0);
    assertThat(replayed.path("incidents")).hasSize(1);
    assertThat(wanted.path("state").asText()).isEqualTo("RESOLVED");

    // Rows that are read after the proof of recovery and are older than it change the numbers.
    Awaitility.await("the incident as replayed")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(
            () -> {
              List<JsonNode> found = system.api().list("incidents");
              assertThat(found).hasSize(1);
              for (String field : SAME_AS_REPLAYED) {
                assertThat(found.get(0).path(field)).as(field).isEqualTo(wanted.path(field));
              }
            });
  }

  @Test
  void shouldDeliverOnceTheReceiverIsWell() {
    Awaitility.await("a refused attempt").atMost(LIMIT).until(() -> !receiver.attempts().isEmpty());
    receiver.answer(WebhookReceiver.Answer.ASK_TO_WAIT);
    Awaitility.await("an attempt that is asked to wait")
        .atMost(LIMIT)
        .until(() -> last().answer() == WebhookReceiver.Answer.ASK_TO_WAIT);
    WebhookReceiver.Attempt asked = last();
    receiver.answer(WebhookReceiver.Answer.ACCEPT);

    Awaitility.await("the incident's end delivered")
        .atMost(LIMIT)
        .until(
            () ->
                receiver.deliveries().stream().anyMatch(a -> a.type().equals("incident.resolved")));

    List<WebhookReceiver.Attempt> opened =
        receiver.attempts().stream().filter(a -> a.type().equals("incident.opened")).toList();
    assertThat(opened).hasSizeGreaterThanOrEqualTo(3);
    assertThat(opened).extracting(WebhookReceiver.Attempt::id).containsOnly(opened.get(0).id());
    assertThat(opened).extracting(WebhookReceiver.Attempt::text).containsOnly(opened.get(0).text());
    // Retry-After was two seconds.
    assertThat(opened.get(opened.size() - 1).at())
        .isAfterOrEqualTo(asked.at().plus(1900, ChronoUnit.MILLIS));
    assertThat(receiver.deliveries().get(0).type()).isEqualTo("incident.opened");
  }

  @Test
  void shouldCountWhatItCouldNotRead() throws Exception {
    List<String> wanted = List.of("NO_HEADER", "TOO_LONG");
    StoredDeadLetters letters = new StoredDeadLetters(system.bootstrapServers());

    Awaitility.await("dead letters")
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(letters.reasons()).containsKeys(wanted.toArray(String[]::new)));

    assertThat(letters.reasons().get("TOO_LONG")).isEqualTo(1);
    assertThat(letters.sources()).allMatch(source -> source.startsWith("OSL/OSL-BAD"));
  }

  /** A log without header, one of garbage, and one with a line of three megabytes. */
  private static void writeUnreadable(Path site) throws IOException {
    Path sample = sampleOf(site);
    Path server = site.resolve("OSL-BAD1");
    Path iis = Files.createDirectories(server.resolve("inetpub/logs/LogFiles/W3SVC2"));
    Files.writeString(
        iis.resolve("u_ex261120.log"), "2026-11-20 09:00:00 10.0.0.1 GET /owa 200\r\n".repeat(5));
    byte[] garbage = new byte[20_000];
    new SplittableRandom(444).nextBytes(garbage);
    Path proxy = Files.createDirectories(server.resolve("HttpProxy/Owa"));
    Files.write(proxy.resolve("HttpProxy_2026112009-1.LOG"), garbage);
    Files.write(Files.createDirectories(server.resolve("events")).resolve("System.xml"), garbage);
    byte[] line = new byte[3_000_000];
    Arrays.fill(line, (byte) 'x');
    Path ews = Files.createDirectories(server.resolve("HttpProxy/Ews"));
    Path big = ews.resolve("HttpProxy_2026112009-1.LOG");
    List<String> head = new ArrayList<>();
    try (Stream<String> lines = Files.lines(sample)) {
      lines.limit(6).forEach(head::add);
    }
    Files.writeString(big, String.join("\r\n", head) + "\r\n");
    Files.write(big, line, StandardOpenOption.APPEND);
    Files.write(big, "\r\n".getBytes(StandardCharsets.US_ASCII), StandardOpenOption.APPEND);
  }

  private static Path sampleOf(Path site) throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("HttpProxy_"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static WebhookReceiver.Attempt last() {
    List<WebhookReceiver.Attempt> attempts = receiver.attempts();
    return attempts.get(attempts.size() - 1);
  }
}
