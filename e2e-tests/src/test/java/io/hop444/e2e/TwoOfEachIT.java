/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.simulator.LiveEstate;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import io.hop444.simulator.truth.FaultTruth;
import io.hop444.wire.IncidentChange;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two of each service under load; each is killed or stopped in turn and started again while a back
 * end is broken. What was written, found and told is then compared with what the simulated estate
 * knows to be true.
 *
 * <p>{@code estate.rounds} is how often all six go through it (one half is killed, the other
 * stopped, and the other way round in the next round), {@code estate.requests-per-second} the load.
 */
class TwoOfEachIT {

  private static final int ROUNDS = Integer.getInteger("estate.rounds", 1);
  private static final int REQUESTS_PER_SECOND =
      Integer.getInteger("estate.requests-per-second", 60);

  private static final Duration OUTAGE = Duration.ofSeconds(8);
  private static final Duration SETTLED = Duration.ofMinutes(2);
  private static final Map<String, String> JSON_LOG =
      Map.of("quarkus.log.console.json.enabled", "true");
  private static final Map<String, Map<String, String>> JSON_LOGS =
      Map.of(
          "collector-service", JSON_LOG, "correlator-service", JSON_LOG, "alert-service", JSON_LOG);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecordCodec CODEC = new RecordCodec();

  @TempDir private static Path folder;
  private static Balance balance;
  private static final Map<String, Set<String>> SHOWN = new HashMap<>();
  private static WebhookReceiver receiver;
  private static TwoOfEach system;

  @BeforeAll
  static void endEachInTurn() throws Exception {
    balance = new Balance();
    int steps = 6 * ROUNDS;
    Path written = folder.resolve("written");
    Simulation simulation =
        new Simulation(
            Estate.of(2, Math.max(3, steps / 2), 500),
            List.of(),
            now().minus(Duration.ofSeconds(5)),
            REQUESTS_PER_SECOND,
            20261125);
    receiver = new WebhookReceiver();
    LiveEstate estate = LiveEstate.start(simulation, written, Clock.systemUTC());
    try (estate) {
      system = TwoOfEach.start(written, folder, receiver, JSON_LOGS);
      for (int step = 0; step < steps; step++) {
        Member member = system.members().get(step % 6);
        Member.Ending ending = Member.Ending.values()[(step + step / 6) % 2];
        String server = simulation.estate().backEnds().get(step).name();
        estate.add(Fault.between(FaultKind.BINDING_MISSING, server, now(), now().plus(OUTAGE)));
        Instant from = Instant.now();
        member.end(ending);
        member.start();
        member.awaitReady();
        System.out.printf(
            "[estate] %s %s, ready again after %.1f s%n",
            member.name(),
            ending.name().toLowerCase(Locale.ROOT),
            Duration.between(from, Instant.now()).toMillis() / 1000.0);
      }
      awaitIncidents(estate);
    }
    compare(written, estate.truth().faults());
    for (Member member : system.members()) {
      String service = member.name().substring(0, member.name().indexOf('-'));
      Set<String> shown = DocumentedMetrics.shown(member.process().root(), service);
      SHOWN.merge(service, shown, DocumentedMetrics::both);
    }
    System.out.printf("%n%s%n", balance);
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (system != null) {
        system.close();
      }
    } finally {
      receiver.close();
    }
  }

  @Test
  void shouldLoseNothing() {
    assertThat(balance.rows()).filteredOn(row -> row.lost() != 0).isEmpty();
  }

  @Test
  void shouldDoubleNothing() {
    assertThat(balance.rows()).filteredOn(row -> row.doubled() != 0).isEmpty();
  }

  @Test
  void shouldHaveHadSomethingToLose() {
    assertThat(balance.rows()).hasSize(5).allMatch(row -> row.expected() >= 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector", "correlator", "alert"})
  void shouldShowTheMetricsThatTheDocumentPromises(String service) throws Exception {
    Set<String> shown = SHOWN.get(service);

    assertThat(shown).hasSizeGreaterThan(5);
    assertThat(DocumentedMetrics.promised(service)).containsAll(shown);
    assertThat(shown).containsAll(DocumentedMetrics.always(service));
  }

  @Test
  void shouldLogOneJsonObjectALine() throws Exception {
    for (Member member : system.members()) {
      List<String> lines = member.process().log().lines().toList();

      assertThat(lines).hasSizeGreaterThan(3);
      for (String line : lines) {
        JsonNode entry = JSON.readTree(line);
        assertThat(entry.path("service").asText())
            .isEqualTo("hop444-" + member.name().replaceAll("-.*", ""));
        assertThat(Instant.parse(entry.path("timestamp").asText())).isBefore(Instant.now());
        assertThat(entry.path("message").asText() + entry.path("exception")).isNotEmpty();
      }
    }
  }

  @Test
  void shouldSayVersionAndCommit() throws Exception {
    for (Member member : system.members()) {
      JsonNode info = JSON.readTree(DocumentedMetrics.get(member.process().root(), "q/info"));

      assertThat(info.path("build").path("version").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
      assertThat(info.path("git").path("commit").path("id").asText()).matches("[0-9a-f]{7,40}");
    }
  }

  /** Until each broken back end has been told to have recovered; the estate lives on for that. */
  private static void awaitIncidents(LiveEstate estate) throws Exception {
    try {
      Awaitility.await("recovery of each back end told")
          .atMost(SETTLED)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> told("incident.resolved").size() >= estate.truth().faults().size());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("told: " + told("incident.resolved") + "\n" + system.tail(), e);
    }
  }

  private static void compare(Path written, List<FaultTruth> faults) throws Exception {
    compareLines(written);
    compareIncidents(faults, ProxyRows.of(written));
    compareChanges();
    compareWebhooks(faults);
  }

  private static void compareLines(Path written) throws Exception {
    Set<String> lines = WrittenLines.of(written);
    List<Map<String, Integer>> last = new ArrayList<>();
    try {
      Awaitility.await("all rows in Kafka")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                last.clear();
                last.add(StoredLines.of(system.bootstrapServers()));
                return last.get(0).keySet().containsAll(lines);
              });
    } catch (ConditionTimeoutException e) {
      System.out.println("[estate] rows are missing in Kafka\n" + system.tail());
    }
    Map<String, Integer> stored = last.get(0);
    long lost = lines.stream().filter(line -> !stored.containsKey(line)).count();
    long neverWritten = stored.keySet().stream().filter(line -> !lines.contains(line)).count();
    long again = stored.values().stream().mapToLong(times -> times - 1).sum();
    balance.add("rows of the logs, in Kafka", lines.size(), lost, neverWritten, again);
    System.out.printf(
        "[estate] %d bytes a row on the broker's disk, one replica%n",
        StoredLines.bytes(system.bootstrapServers()) / (lines.size() + again));
  }

  /**
   * One incident for each outage, and each failed request counted once in it. A single failure that
   * is no part of the outage may stand shortly before it and belongs to the incident, too: the rows
   * between its first and its last failure say how many there are.
   */
  private static void compareIncidents(List<FaultTruth> faults, List<ProxyRows.Row> rows)
      throws Exception {
    Map<String, List<JsonNode>> found = new HashMap<>();
    for (JsonNode incident : system.api().list("incidents")) {
      found
          .computeIfAbsent(incident.path("backEnd").asText(), any -> new ArrayList<>())
          .add(incident);
    }
    long lost = 0;
    long expectedFailures = 0;
    long lostFailures = 0;
    long doubledFailures = 0;
    long incidents = found.values().stream().mapToLong(List::size).sum();
    for (FaultTruth fault : faults) {
      String server = fault.fault().server().toLowerCase(Locale.ROOT);
      List<JsonNode> of = found.getOrDefault(server, List.of());
      lost += of.isEmpty() ? 1 : 0;
      long counted = of.stream().mapToLong(i -> i.path("failedRequests").asLong()).sum();
      long expected =
          of.stream()
              .mapToLong(incident -> failures(rows, incident))
              .reduce(0, (a, b) -> Math.max(a, b));
      expectedFailures += Math.max(expected, fault.failedRequests());
      lostFailures += Math.max(0, Math.max(expected, fault.failedRequests()) - counted);
      doubledFailures += Math.max(0, counted - expected);
      if (counted != expected || expected < fault.failedRequests()) {
        System.out.printf(
            "[estate] %s counted=%d rows=%d outage=%d%n",
            server, counted, expected, fault.failedRequests());
      }
    }
    long doubled = incidents - (faults.size() - lost);
    balance.add("incidents, in PostgreSQL", faults.size(), lost, doubled, 0);
    balance.add(
        "failed requests, in incidents", expectedFailures, lostFailures, doubledFailures, 0);
  }

  private static long failures(List<ProxyRows.Row> rows, JsonNode incident) {
    return ProxyRows.failures(
        rows,
        incident.path("backEnd").asText(),
        Instant.parse(incident.path("startedAt").asText()),
        Instant.parse(incident.path("lastFailureAt").asText()));
  }

  /** Versions of an incident follow each other without a hole, and each is there once. */
  private static void compareChanges() {
    Map<String, List<Long>> versions = new HashMap<>();
    StoredTopic.readCommitted(
        system.bootstrapServers(),
        Topic.INCIDENTS.topicName()::equals,
        (topic, key, value) -> {
          IncidentChange change = decode(value);
          versions
              .computeIfAbsent(change.getIncident().getId(), any -> new ArrayList<>())
              .add(change.getIncident().getVersion());
        });
    long expected = 0;
    long lost = 0;
    long doubled = 0;
    for (List<Long> of : versions.values()) {
      long newest = of.stream().mapToLong(Long::longValue).max().orElseThrow();
      long different = of.stream().distinct().count();
      expected += newest;
      lost += newest - different;
      doubled += of.size() - different;
    }
    balance.add("changes of incidents, in Kafka", expected, lost, doubled, 0);
  }

  /** A receiver that honours ids is told of each opening and each recovery once. */
  private static void compareWebhooks(List<FaultTruth> faults) {
    long lost = 0;
    long doubled = 0;
    long again = receiver.deliveries().size() - ids(receiver.deliveries()).size();
    for (String type : List.of("incident.opened", "incident.resolved")) {
      for (FaultTruth fault : faults) {
        List<WebhookReceiver.Attempt> of =
            receiver.deliveries().stream()
                .filter(attempt -> attempt.type().equals(type))
                .filter(a -> a.backEnd().equalsIgnoreCase(fault.fault().server()))
                .toList();
        int told = ids(of).size();
        lost += told == 0 ? 1 : 0;
        doubled += Math.max(0, told - 1);
        if (told > 1) {
          of.forEach(a -> System.out.printf("[estate] %s %s %s%n", a.at(), a.id(), a.text()));
        }
      }
    }
    balance.add("webhooks of openings and recoveries", 2L * faults.size(), lost, doubled, again);
  }

  private static Set<String> told(String type) {
    Set<String> backEnds = new HashSet<>();
    receiver.deliveries().stream()
        .filter(attempt -> attempt.type().equals(type))
        .forEach(attempt -> backEnds.add(attempt.backEnd()));
    return backEnds;
  }

  private static Set<String> ids(List<WebhookReceiver.Attempt> attempts) {
    Set<String> ids = new HashSet<>();
    attempts.forEach(attempt -> ids.add(attempt.id()));
    return ids;
  }

  private static IncidentChange decode(byte[] value) {
    try {
      return (IncidentChange) CODEC.decode(value);
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
