/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Eviction;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.schemas.RecordRoute;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.RecordTime;
import io.hop444.schemas.Topic;
import io.hop444.wire.Cause;
import io.hop444.wire.Change;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.Evidence;
import io.hop444.wire.EvidenceKind;
import io.hop444.wire.Finding;
import io.hop444.wire.FindingKind;
import io.hop444.wire.HostEvent;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import io.hop444.wire.Scope;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
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

  private final EvictionMeter evictions = new EvictionMeter();

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
        new TopologyTestDriver(
            new CorrelationTopology(Thresholds.DEFAULT, evictions).get(), settings, TEN);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldKeepItsNames() throws Exception {
    try (InputStream golden = getClass().getResourceAsStream("/topology.txt")) {
      String described =
          new CorrelationTopology(Thresholds.DEFAULT, evictions).get().describe().toString();

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

  /** A poisoned row of a front end's log vanished without a trace. */
  @Test
  void shouldSendPoisonedRowsOfFrontEndsToTheDeadLetters() {
    driver
        .createInputTopic(
            Topic.CLIENT_REQUESTS.topicName(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput("id", new byte[] {1, 2, 3});

    assertThat(read(Topic.DEAD_LETTERS))
        .extracting(value -> ((DeadLetter) value).getSource())
        .containsExactly("hop444.client-requests-0");
  }

  @Test
  void shouldShowTheFrontEndsRowsOfFailedRequestsWhicheverComesFirst() {
    send(deleted(0));
    send(client(1, 503));
    send(failed(1, "cas01"));
    send(failed(2, "cas02"));
    send(client(2, 500));
    send(failed(30, "cas01"));

    driver.advanceWallClockTime(Duration.ofSeconds(60));

    Incident incident = last(incidents());
    assertThat(incident.getHops().get(0).getDetail()).contains("with status 500 (1), 503 (1)");
    assertThat(incident.getEvidence())
        .filteredOn(piece -> piece.getKind() == EvidenceKind.FRONT_END_IIS)
        .extracting(Evidence::getOffset)
        .containsExactly(1L, 2L);
  }

  @Test
  void shouldTellEveryBackEndWhatAFrontEndSaysOfCertificates() {
    send(refused(0, "cas01", "mbx01"));
    send(said(1, "cas01", 36881));
    for (int second = 2; second < 40; second += 4) {
      send(refused(second, "cas0" + (1 + second / 4 % 2), "mbx01"));
    }

    assertThat(last(incidents()).getCause()).isEqualTo(Cause.EXPIRED);
  }

  @Test
  void shouldBlameAFrontEndThatSuddenlyRefusesAllBackEnds() {
    for (int second = 0; second < 400; second += 5) {
      for (String server : List.of("mbx01", "mbx02")) {
        send(second < 100 ? answered(second, "cas01", server) : refused(second, "cas01", server));
        send(answered(second + 1, "cas02", server));
      }
    }

    assertThat(incidents()).isEmpty();
    assertThat(read(Topic.FINDINGS))
        .anyMatch(
            value ->
                value instanceof Finding finding
                    && finding.getKind() == FindingKind.FRONT_END_TRUST
                    && finding.getServer().equals("cas01"));
  }

  @Test
  void shouldOpenAnIncidentForEachServerOfABadRollout() {
    for (int second = 0; second < 300; second += 5) {
      for (int server = 1; server <= 6; server++) {
        String frontEnd = "cas0" + (1 + (second / 5 + server) % 2);
        send(
            second < 100
                ? answered(second, frontEnd, "mbx0" + server)
                : refused(second, frontEnd, "mbx0" + server));
      }
    }

    assertThat(incidents())
        .extracting(change -> change.getIncident().getBackEnd())
        .contains("mbx01", "mbx02", "mbx03", "mbx04", "mbx05", "mbx06");
  }

  @Test
  void shouldGroupTheIncidentsOfARolloutAsAReplayDoes() {
    List<SpecificRecord> records = new ArrayList<>();
    for (int second = 0; second < 400; second += 5) {
      for (int server = 1; server <= 6; server++) {
        String frontEnd = "cas0" + (1 + (second / 5 + server) % 2);
        boolean broken = second >= 100 + 20 * server;
        records.add(
            broken
                ? refused(second, frontEnd, "mbx0" + server)
                : answered(second, frontEnd, "mbx0" + server));
      }
    }
    List<SpecificRecord> replayed = new ArrayList<>();
    Correlation replay = new Correlation(Thresholds.DEFAULT, replayed::add);

    records.forEach(this::send);
    records.forEach(replay::accept);
    driver.advanceWallClockTime(Duration.ofSeconds(30));
    replay.close();

    List<SpecificRecord> told = read(Topic.INCIDENTS);
    Map<String, Incident> last = new TreeMap<>();
    told.forEach(
        value -> {
          Incident incident = ((IncidentChange) value).getIncident();
          last.put(incident.getId(), incident);
        });
    assertThat(last).hasSize(6);
    assertThat(last.values())
        .allSatisfy(
            incident -> {
              assertThat(incident.getScope()).isEqualTo(Scope.SITE);
              assertThat(incident.getGroupBackEnds()).hasSize(6);
            })
        .extracting(Incident::getGroupId)
        .containsOnly(last.values().iterator().next().getGroupId());
    assertThat(latest(told)).isEqualTo(latest(replayed));
  }

  @Test
  void shouldCountWhatItForgets() {
    send(answered(0, "cas01", "mbx01"));
    send(answered(1_000, "cas01", "mbx01"));
    send(failed(10, "cas01"));
    assertThat(evictions.of(Eviction.LATE_RECORD)).isEqualTo(1);
    assertThat(evictions.of(Eviction.RECENT_EVIDENCE)).isZero();

    for (int i = 0; i < 520; i++) {
      send(
          ProxiedRequest.newBuilder(failed(2_000, "cas02"))
              .setPosition(
                  new Position("DUB", "cas02", "c", "DUB/cas02/HttpProxy/Owa/y.LOG", i * 9L))
              .build());
    }

    assertThat(evictions.of(Eviction.RECENT_EVIDENCE)).isPositive();
  }

  @Test
  void shouldFindTheSameAsAReplay() {
    List<SpecificRecord> records = new ArrayList<>();
    for (int second = 0; second < 600; second += 3) {
      String frontEnd = "cas0" + (1 + second / 3 % 2);
      boolean broken = second >= 200 && second < 400;
      records.add(broken ? failed(second, frontEnd) : answered(second, frontEnd, "mbx01"));
      if (broken) {
        records.add(client(second, 503));
      }
    }
    records.add(deleted(200));
    records.sort(Comparator.comparing(RecordTime::of));
    List<SpecificRecord> replayed = new ArrayList<>();
    Correlation replay = new Correlation(Thresholds.DEFAULT, replayed::add);

    records.forEach(this::send);
    records.forEach(replay::accept);
    driver.advanceWallClockTime(Duration.ofSeconds(30));
    replay.close();

    assertThat(latest(read(Topic.INCIDENTS))).isNotEmpty().isEqualTo(latest(replayed));
  }

  /** Bytes of the last state of each incident; how often it was told is the teller's matter. */
  private static Map<String, String> latest(List<SpecificRecord> results) {
    Map<String, String> last = new TreeMap<>();
    for (SpecificRecord result : results) {
      if (result instanceof IncidentChange change) {
        Incident incident = Incident.newBuilder(change.getIncident()).setVersion(0).build();
        last.put(incident.getId(), incident.toString());
      }
    }
    return last;
  }

  private static Incident last(List<IncidentChange> changes) {
    return changes.get(changes.size() - 1).getIncident();
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

  private static HostEvent said(int second, String frontEnd, int id) {
    return HostEvent.newBuilder()
        .setPosition(
            new Position("DUB", frontEnd, "c", "DUB/" + frontEnd + "/events/System.xml", 7L))
        .setAt(TEN.plusSeconds(second))
        .setProvider("Schannel")
        .setEventId(id)
        .setData(Map.of())
        .setText("<Event>")
        .build();
  }

  private static ClientRequest client(int second, int status) {
    return ClientRequest.newBuilder()
        .setPosition(
            new Position("DUB", "cas01", "c", "DUB/cas01/inetpub/W3SVC1/x.log", (long) second))
        .setEndedAt(TEN.plusSeconds(second))
        .setRequestId("id-" + second)
        .setStatus(status)
        .setSubStatus(0)
        .setWin32Status(0)
        .setTimeTakenMillis(5)
        .setRequester(Requester.PERSON)
        .setText("row of hop 1")
        .build();
  }

  private static ProxiedRequest answered(int second, String frontEnd, String backEnd) {
    return ProxiedRequest.newBuilder(failed(second, frontEnd))
        .setBackEnd(backEnd)
        .setHttpStatus(200)
        .setBackEndStatus("200")
        .build();
  }

  /** Constructed, as below. */
  private static ProxiedRequest refused(int second, String frontEnd, String backEnd) {
    return ProxiedRequest.newBuilder(failed(second, frontEnd))
        .setPosition(
            new Position(
                "DUB",
                frontEnd,
                "c",
                "DUB/" + frontEnd + "/HttpProxy/Owa/" + backEnd + ".LOG",
                second * 100L))
        .setBackEnd(backEnd)
        .setBackEndStatus("TrustFailure")
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
        .setRequestId("id-" + second)
        .setText("row")
        .build();
  }
}
