/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.localstack.LocalStack;
import io.hop444.schemas.RecordRoute;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.Topic;
import io.hop444.wire.Cause;
import io.hop444.wire.Change;
import io.hop444.wire.HostEvent;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jpountz.lz4.LZ4Factory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
class CorrelatorIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject CorrelatorApplication application;
  @Inject MeterRegistry registry;

  private KafkaProducer<String, SpecificRecord> producer;
  private KafkaConsumer<String, SpecificRecord> consumer;
  private final List<IncidentChange> changes = new ArrayList<>();

  @BeforeEach
  void connect() {
    awaitRunning();
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                LocalStack.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new RecordSerde());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                LocalStack.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "correlator-it",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            new RecordSerde());
    consumer.subscribe(List.of(Topic.INCIDENTS.topicName()));
  }

  @AfterEach
  void disconnect() {
    producer.close();
    consumer.close();
  }

  private void awaitRunning() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(application.state()).isEqualTo(KafkaStreams.State.RUNNING));
  }

  @Test
  void shouldGoOnWithTheSameIncidentAfterARestart() {
    Instant start = Instant.now().minusSeconds(60);
    send(settings(start, 15300));
    send(row(start.plusSeconds(1), "cas01", "SendFailure"));
    send(row(start.plusSeconds(2), "cas02", "SendFailure"));
    IncidentChange opened = awaitChange(Change.OPENED);

    application.onStop(new ShutdownEvent());
    application.onStart(new StartupEvent());
    awaitRunning();
    send(settings(start.plusSeconds(29), 15301));
    send(row(start.plusSeconds(30), "cas01", "200"));
    send(row(start.plusSeconds(31), "cas02", "200"));
    IncidentChange resolved = awaitChange(Change.RESOLVED);

    assertThat(opened.getIncident().getCause()).isEqualTo(Cause.BINDING_MISSING);
    assertThat(resolved.getIncident().getId()).isEqualTo(opened.getIncident().getId());
    assertThat(resolved.getIncident().getFailedRequests()).isEqualTo(2);
    assertThat(resolved.getIncident().getResolvedAt())
        .isEqualTo(start.plusSeconds(31).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    assertThat(changes).filteredOn(change -> change.getChange() == Change.OPENED).hasSize(1);
  }

  /** Under Quarkus' class loader Kafka would take lz4 in Java. */
  @Test
  void shouldUnpackWithNativeCode() {
    assertThat(LZ4Factory.fastestInstance()).hasToString("LZ4Factory:JNI");
  }

  @Test
  void shouldShowWhatItForgets() {
    assertThat(registry.get("correlator.evictions").tag("what", "late_record").functionCounter())
        .isNotNull();
  }

  private IncidentChange awaitChange(Change wanted) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              consumer
                  .poll(Duration.ofMillis(200))
                  .forEach(record -> changes.add((IncidentChange) record.value()));
              assertThat(changes).anyMatch(change -> change.getChange() == wanted);
            });
    return changes.stream().filter(change -> change.getChange() == wanted).findFirst().get();
  }

  private void send(SpecificRecord value) {
    RecordRoute route = RecordRoute.of(value);
    assertThat(producer.send(new ProducerRecord<>(route.topic().topicName(), route.key(), value)))
        .succeedsWithin(PATIENCE);
  }

  private static HostEvent settings(Instant at, int event) {
    return HostEvent.newBuilder()
        .setPosition(new Position("DUB", "mbx77", "c", "DUB/mbx77/events/System.xml", (long) event))
        .setAt(at)
        .setProvider("Microsoft-Windows-HttpEvent")
        .setEventId(event)
        .setEndpoint("0.0.0.0:444")
        .setData(Map.of())
        .setText("<Event>")
        .build();
  }

  /** Rows of failed handshakes are constructed: no captured one is public. */
  private static ProxiedRequest row(Instant at, String frontEnd, String backEndStatus) {
    return ProxiedRequest.newBuilder()
        .setPosition(
            new Position(
                "DUB",
                frontEnd,
                "c",
                "DUB/" + frontEnd + "/HttpProxy/Owa/x.LOG",
                at.toEpochMilli()))
        .setEndedAt(at)
        .setProtocol("Owa")
        .setFrontEnd(frontEnd)
        .setBackEnd("mbx77")
        .setHttpStatus(503)
        .setBackEndStatus(backEndStatus)
        .setRequester(Requester.PERSON)
        .setUser("u")
        .setText("row")
        .build();
  }
}
