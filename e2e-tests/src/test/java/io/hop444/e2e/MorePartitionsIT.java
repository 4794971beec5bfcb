/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hop444.schemas.Topic;
import io.hop444.simulator.LiveEstate;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The topics of evidence grow while the estate writes on, by the steps of docs/operations.md. Back
 * ends that broke before stay as they were; those that break afterwards are found, whether their
 * partition is the old one or another. Run with {@code -Dpartitions.grow=true}.
 */
@EnabledIfSystemProperty(
    named = "partitions.grow",
    matches = "true",
    disabledReason = "takes minutes; run with -Dpartitions.grow=true")
class MorePartitionsIT {

  private static final int MORE = 24;
  private static final String OLD_GROUP = "hop444-correlator";
  private static final String NEW_GROUP = "hop444-correlator-24";
  private static final Set<String> OWN =
      Set.of(Topic.FAILED_REQUESTS.topicName(), Topic.RELAYED_EVIDENCE.topicName());
  private static final Duration OUTAGE = Duration.ofSeconds(8);

  @TempDir private Path folder;
  private WebhookReceiver receiver;
  private LiveEstate estate;

  @Test
  void shouldFindIncidentsRightAfterThePartitionsGrew() throws Exception {
    Path written = folder.resolve("written");
    Simulation simulation =
        new Simulation(Estate.of(2, 4, 300), List.of(), now().minus(Duration.ofSeconds(5)), 60, 24);
    List<String> servers = simulation.estate().backEnds().stream().map(s -> s.name()).toList();
    WebhookReceiver target = new WebhookReceiver();
    receiver = target;
    estate = LiveEstate.start(simulation, written, Clock.systemUTC());
    try (target;
        TwoOfEach system = TwoOfEach.start(written, folder, target, Map.of())) {
      List<String> before = List.of(servers.get(0), servers.get(4));
      List<String> after = List.of(servers.get(1), servers.get(2), servers.get(5), servers.get(6));
      assertThat(after).anyMatch(MorePartitionsIT::moves).anyMatch(server -> !moves(server));
      breakAndRepair(before);

      grow(system);
      breakAndRepair(after);

      List<JsonNode> incidents = system.api().list("incidents");
      assertThat(incidents)
          .extracting(incident -> incident.path("backEnd").asText())
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(before.stream(), after.stream())
                  .map(server -> server.toLowerCase(Locale.ROOT))
                  .toList());
      estate.close();
      List<ProxyRows.Row> rows = ProxyRows.of(written);
      for (JsonNode incident : incidents) {
        assertThat(incident.path("state").asText()).isEqualTo("RESOLVED");
        assertThat(incident.path("failedRequests").asLong())
            .isEqualTo(
                ProxyRows.failures(
                    rows,
                    incident.path("backEnd").asText(),
                    Instant.parse(incident.path("startedAt").asText()),
                    Instant.parse(incident.path("lastFailureAt").asText())));
      }
      assertThat(
              receiver.deliveries().stream()
                  .filter(attempt -> attempt.type().equals("incident.opened"))
                  .map(WebhookReceiver.Attempt::id)
                  .distinct())
          .hasSize(before.size() + after.size());
    }
  }

  private void breakAndRepair(List<String> servers) {
    for (String server : servers) {
      estate.add(Fault.between(FaultKind.BINDING_MISSING, server, now(), now().plus(OUTAGE)));
    }
    for (String server : servers) {
      Awaitility.await("recovery of " + server + " told")
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  receiver.deliveries().stream()
                      .anyMatch(
                          attempt ->
                              attempt.type().equals("incident.resolved")
                                  && attempt.backEnd().equalsIgnoreCase(server)));
    }
  }

  /** The steps of docs/operations.md. */
  private static void grow(TwoOfEach system) throws Exception {
    List<Member> collectors = system.members().subList(0, 2);
    List<Member> correlators = system.members().subList(2, 4);
    List<Member> alerts = system.members().subList(4, 6);
    try (Admin kafka = Admin.create(Map.of("bootstrap.servers", system.bootstrapServers()))) {
      for (Member collector : collectors) {
        collector.end(Member.Ending.STOPPED);
      }
      Awaitility.await("everything judged")
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(() -> lag(kafka) == 0);
      for (Member correlator : correlators) {
        correlator.end(Member.Ending.STOPPED);
      }
      Map<String, NewPartitions> wanted = new HashMap<>();
      evidence().forEach(topic -> wanted.put(topic, NewPartitions.increaseTo(MORE)));
      kafka.createPartitions(wanted).all().get();
      kafka.alterConsumerGroupOffsets(NEW_GROUP, ends(kafka)).all().get();
      for (Member alert : alerts) {
        alert.end(Member.Ending.STOPPED);
        alert.set("alert.correlator-group", NEW_GROUP);
        alert.start();
      }
      for (Member correlator : correlators) {
        correlator.set("correlator.application-id", NEW_GROUP);
        correlator.start();
      }
      correlators.forEach(Member::awaitReady);
      for (Member collector : collectors) {
        collector.start();
      }
      collectors.forEach(Member::awaitReady);
      alerts.forEach(Member::awaitReady);
    }
  }

  private static List<String> evidence() {
    return Stream.of(Topic.values())
        .filter(topic -> topic.group() == Topic.Group.BY_SERVER)
        .map(Topic::topicName)
        .toList();
  }

  private static Map<TopicPartition, OffsetAndMetadata> ends(Admin kafka) throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (String topic : evidence()) {
      for (int partition = 0; partition < MORE; partition++) {
        latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    kafka
        .listOffsets(latest)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
    return ends;
  }

  private static long lag(Admin kafka) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> read =
        kafka.listConsumerGroupOffsets(OLD_GROUP).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    read.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    long lag = read.isEmpty() ? Long.MAX_VALUE : 0;
    for (var end : kafka.listOffsets(latest).all().get().entrySet()) {
      long behind = end.getValue().offset() - read.get(end.getKey()).offset();
      // Last in a topic of the correlator's own lies the mark of a transaction, which nobody reads.
      lag += OWN.contains(end.getKey().topic()) ? Math.max(0, behind - 1) : behind;
    }
    return lag;
  }

  /** Whether Kafka's partitioner sends the back end's evidence elsewhere once there are more. */
  private static boolean moves(String server) {
    byte[] key = server.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    int hash = Utils.toPositive(Utils.murmur2(key));
    return hash % Topic.Group.BY_SERVER.defaultPartitions() != hash % MORE;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
