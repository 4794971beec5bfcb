/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.localstack.LocalBroker;
import io.hop444.localstack.Loopback;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.simulator.EstateSimulator;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import io.hop444.simulator.truth.FaultTruth;
import io.hop444.wire.Cause;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.IncidentState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collector and correlator are started before Kafka: they wait for it and lose nothing. */
class KafkaAwayIT {

  private static final RecordCodec CODEC = new RecordCodec();

  @TempDir private Path folder;

  @Test
  void shouldSayThatKafkaIsAwayThenGetReadyAndLoseNothing() throws Exception {
    Path logs = folder.resolve("logs");
    FaultTruth truth = writeOutage(logs);
    int port = Loopback.freePort();
    String kafka = Loopback.ADDRESS + ":" + port;
    try (PackagedService collector =
            PackagedService.start(
                "collector-service",
                folder,
                Map.of(
                    "collector.estate.directory",
                    logs.toString(),
                    "collector.data.directory",
                    folder.resolve("collector").toString(),
                    "collector.start",
                    "beginning",
                    "collector.kafka.bootstrap-servers",
                    kafka));
        PackagedService correlator =
            PackagedService.start(
                "correlator-service",
                folder,
                Map.of(
                    "correlator.data-directory",
                    folder.resolve("correlator").toString(),
                    "correlator.kafka.bootstrap-servers",
                    kafka))) {
      await("waiting told")
          .failFast("a service ended", () -> !collector.isAlive() || !correlator.isAlive())
          .until(
              () ->
                  collector.log().contains("Kafka does not answer yet; logs wait where they are.")
                      && correlator.log().contains("Kafka cannot be reached or refuses;"));
      assertThat(collector.log()).contains("bootstrapServers=" + kafka, "retryIn");
      assertThat(correlator.log()).contains("bootstrapServers=" + kafka, "retryIn");
      assertThat(correlator.isReady()).isFalse();

      try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), port)) {

        await("both ready").until(() -> collector.isReady() && correlator.isReady());
        await("the outage with all its failed requests")
            .untilAsserted(
                () -> {
                  List<IncidentChange> changes = changes(broker.bootstrapServers());
                  assertThat(changes).isNotEmpty();
                  Incident incident = changes.get(changes.size() - 1).getIncident();
                  assertThat(incident.getState()).isEqualTo(IncidentState.RESOLVED);
                  assertThat(incident.getCause()).isEqualTo(Cause.BINDING_MISSING);
                  assertThat(incident.getFailedRequests()).isEqualTo(truth.failedRequests());
                });
        assertThat(collector.isAlive() && correlator.isAlive()).isTrue();
        collector.close();
        correlator.close();
      }
    }
  }

  private FaultTruth writeOutage(Path logs) throws Exception {
    Instant from = Instant.parse("2026-11-20T10:00:00Z");
    Fault outage =
        Fault.between(
            FaultKind.BINDING_MISSING, "GOT-EX02", from.plusSeconds(60), from.plusSeconds(120));
    Simulation simulation = new Simulation(Estate.demo(), List.of(outage), from, 15, 444);
    return EstateSimulator.writeBatch(simulation, Duration.ofMinutes(5), logs)
        .truth()
        .faults()
        .get(0);
  }

  private static List<IncidentChange> changes(String kafka) {
    List<IncidentChange> changes = new ArrayList<>();
    StoredTopic.read(
        kafka,
        Topic.INCIDENTS.topicName()::equals,
        (topic, key, value) -> changes.add(decode(value)));
    return changes;
  }

  private static IncidentChange decode(byte[] value) {
    try {
      return (IncidentChange) CODEC.decode(value);
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptions();
  }
}
