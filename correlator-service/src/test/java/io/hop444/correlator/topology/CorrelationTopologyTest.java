/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Thresholds;
import io.hop444.schemas.RecordRoute;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.Topic;
import io.hop444.wire.Cause;
import io.hop444.wire.Change;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.HostEvent;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelationTopologyTest {

  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path folder;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    driver =
        new TopologyTestDriver(new CorrelationTopology(Thresholds.DEFAULT).get(), settings, TEN);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldKeepItsNames() throws Exception {
    try (InputStream golden = getClass().getResourceAsStream("/topology.txt")) {
      String described = new CorrelationTopology(Thresholds.DEFAULT).get().describe().toString();

      assertThat(described.strip())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @Test
  void shouldWriteAnIncidentKeyedByItsBackEnd() {
    send(deleted(0));
    send(failed(1, "cas01"));
    send(failed(2, "cas02"));

    List<IncidentChange> changes = incidents();

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).getChange()).isEqualTo(Change.OPENED);
    assertThat(changes.get(0).getIncident().getCause()).isEqualTo(Cause.BINDING_MISSING);
    assertThat(changes.get(0).getIncident().getEvidence()).hasSize(3);
  }

  @Test
  void shouldLetTimersGoOffOnASilentStream() {
    send(deleted(0));
    send(failed(1, "cas01"));
    assertThat(incidents()).isEmpty();

    driver.advanceWallClockTime(Duration.ofSeconds(6));

    assertThat(incidents())
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.getIncident().getDetectedAt()).isEqualTo(TEN.plusSeconds(6)));
  }

  @Test
  void shouldSendAPoisonedRecordToTheDeadLettersAndGoOn() {
    byte[] poison = "{\"not\":\"avro\"}".getBytes(StandardCharsets.UTF_8);
    TestInputTopic<String, byte[]> raw =
        driver.createInputTopic(
            Topic.PROXIED_REQUESTS.topicName(), new StringSerializer(), new ByteArraySerializer());
    raw.pipeInput("mbx01", poison);
    send(deleted(0));
    send(failed(1, "cas01"));
    send(failed(2, "cas02"));

    assertThat(incidents()).hasSize(1);
    assertThat(read(Topic.DEAD_LETTERS))
        .singleElement()
        .satisfies(
            value -> {
              DeadLetter letter = (DeadLetter) value;
              assertThat(letter.getSource()).isEqualTo("hop444.proxied-requests-0");
              assertThat(letter.getRaw().array()).contains(poison);
            });
  }

  private List<IncidentChange> incidents() {
    return read(Topic.INCIDENTS).stream().map(IncidentChange.class::cast).toList();
  }

  private List<SpecificRecord> read(Topic topic) {
    var output =
        driver.createOutputTopic(
            topic.topicName(), new StringDeserializer(), new RecordSerde().deserializer());
    return new ArrayList<>(output.readValuesToList());
  }

  private void send(SpecificRecord value) {
    RecordRoute route = RecordRoute.of(value);
    driver
        .createInputTopic(
            route.topic().topicName(), new StringSerializer(), new RecordSerde().serializer())
        .pipeInput(route.key(), value);
  }

  private static HostEvent deleted(int second) {
    return HostEvent.newBuilder()
        .setPosition(new Position("DUB", "mbx01", "c", "DUB/mbx01/events/System.xml", 0L))
        .setAt(TEN.plusSeconds(second))
        .setProvider("Microsoft-Windows-HttpEvent")
        .setEventId(15300)
        .setEndpoint("0.0.0.0:444")
        .setData(Map.of())
        .setText("<Event>")
        .build();
  }

  /** Constructed: no captured row of a failed handshake is public. */
  private static ProxiedRequest failed(int second, String frontEnd) {
    return ProxiedRequest.newBuilder()
        .setPosition(
            new Position(
                "DUB", frontEnd, "c", "DUB/" + frontEnd + "/HttpProxy/Owa/x.LOG", second * 100L))
        .setEndedAt(TEN.plusSeconds(second))
        .setProtocol("Owa")
        .setFrontEnd(frontEnd)
        .setBackEnd("mbx01")
        .setHttpStatus(503)
        .setBackEndStatus("SendFailure")
        .setRequester(Requester.PERSON)
        .setUser("u-" + second)
        .setText("row")
        .build();
  }
}
