/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Thresholds;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.RecordRoute;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.SealFile;
import io.hop444.schemas.SealRefusal;
import io.hop444.schemas.Seals;
import io.hop444.schemas.Topic;
import io.hop444.tracing.Tracing;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.HostEvent;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector may write its own site and nothing else, whatever it sends. */
class SiteGateTest {

  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path state;
  @TempDir private Path keys;
  private SealFile dublin;
  private SealFile cork;
  private SiteGate gate;
  private TopologyTestDriver driver;

  @BeforeEach
  void start() throws Exception {
    dublin = collector("DUB", (byte) 1, "servers=mbx01, cas0?");
    cork = collector("CRK", (byte) 2, "");
    gate = new SiteGate(Seals.of(keys, InstantSource.fixed(TEN)));
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver =
        new TopologyTestDriver(
            new CorrelationTopology(Thresholds.DEFAULT, new EvictionMeter(), gate, Tracing.OFF)
                .get(),
            settings,
            TEN);
  }

  private SealFile collector(String name, byte filler, String further) throws Exception {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, filler);
    Path file = keys.resolve(name + ".key");
    Files.writeString(
        file, "keys=" + Base64.getEncoder().encodeToString(key) + "\n" + further + "\n");
    return SealFile.read(file);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldTakeWhatASiteWritesOfItself() {
    send(dublin, event("DUB", "mbx01"));
    send(dublin, failed(1, "cas01"));
    send(dublin, failed(2, "cas02"));

    assertThat(read(Topic.DEAD_LETTERS)).isEmpty();
    assertThat(read(Topic.INCIDENTS)).isNotEmpty();
  }

  @Test
  void shouldRefuseAndShowWhatACollectorWritesOfAnotherSite() {
    send(cork, event("DUB", "mbx01"));
    send(cork, failed(1, "cas01"));
    send(cork, failed(2, "cas02"));
    send(cork, client());

    assertThat(read(Topic.INCIDENTS)).isEmpty();
    assertThat(read(Topic.RELAYED_EVIDENCE)).isEmpty();
    assertThat(read(Topic.FAILED_REQUESTS)).isEmpty();
    assertThat(letters())
        .hasSize(4)
        .allMatch(text -> text.equals("OTHER_SITE: CRK may not write this site"));
    assertThat(gate.refused(SealRefusal.OTHER_SITE)).isEqualTo(4);
  }

  @Test
  void shouldRefuseAServerThatIsNotTheCollectors() {
    send(dublin, event("DUB", "mbx99"));

    assertThat(letters()).containsExactly("OTHER_SERVER: DUB may not write this server");
  }

  @Test
  void shouldRefuseWhatNobodySealed() {
    sendWith(null, event("DUB", "mbx01"), null);

    assertThat(letters()).singleElement().asString().startsWith("UNSEALED: ");
  }

  @Test
  void shouldRefuseASealOfAnotherRecordOrName() {
    HostEvent record = event("DUB", "mbx01");
    byte[] other =
        dublin.seal(Topic.HOST_EVENTS.topicName(), new RecordCodec().encode(event("DUB", "cas01")));
    byte[] ofAnotherTopic =
        dublin.seal(Topic.READ_PROGRESS.topicName(), new RecordCodec().encode(record));
    byte[] borrowedName =
        cork.seal(Topic.HOST_EVENTS.topicName(), new RecordCodec().encode(record));
    System.arraycopy("DUB".getBytes(StandardCharsets.UTF_8), 0, borrowedName, 16, 3);
    byte[] nobody = borrowedName.clone();
    nobody[16] = 'X';

    sendWith(other, record, null);
    sendWith(ofAnotherTopic, record, null);
    sendWith(borrowedName, record, null);
    sendWith(nobody, record, null);

    assertThat(letters())
        .containsExactly(
            "FORGED: its seal is none that DUB made",
            "FORGED: its seal is none that DUB made",
            "FORGED: its seal is none that DUB made",
            "UNKNOWN_COLLECTOR: no file of correlator.seals.directory is named XUB");
  }

  /** Else a site could lay its own rows at the door of a back end of another one. */
  @Test
  void shouldRefuseARecordUnderAnotherKeyThanItsOwn() {
    HostEvent record = event("DUB", "mbx01");
    byte[] seal = dublin.seal(Topic.HOST_EVENTS.topicName(), new RecordCodec().encode(record));

    sendWith(seal, record, "mbx77");

    assertThat(letters())
        .containsExactly("OTHER_KEY: it stands under the key mbx77, its own is mbx01");
    assertThat(gate.refused(SealRefusal.OTHER_KEY)).isEqualTo(1);
  }

  @Test
  void shouldCountAFrontEndsRowUnderAnotherKeyToo() {
    ClientRequest record = client();
    byte[] seal = dublin.seal(Topic.CLIENT_REQUESTS.topicName(), new RecordCodec().encode(record));

    sendWith(seal, record, "another");

    assertThat(letters())
        .containsExactly("OTHER_KEY: it stands under the key another, its own is r");
    assertThat(gate.refused(SealRefusal.OTHER_KEY)).isEqualTo(1);
  }

  private List<String> letters() {
    return read(Topic.DEAD_LETTERS).stream()
        .map(DeadLetter.class::cast)
        .filter(letter -> letter.getReason() == DeadLetterReason.NOT_ITS_SITE)
        .map(DeadLetter::getDetail)
        .toList();
  }

  private List<SpecificRecord> read(Topic topic) {
    return driver
        .createOutputTopic(topic.topicName(), new StringDeserializer(), new RecordSerde())
        .readValuesToList();
  }

  private void send(SealFile collector, SpecificRecord value) {
    String topic = RecordRoute.of(value).topic().topicName();
    sendWith(collector.seal(topic, new RecordCodec().encode(value)), value, null);
  }

  private void sendWith(byte[] seal, SpecificRecord value, String key) {
    RecordRoute route = RecordRoute.of(value);
    RecordHeaders headers = new RecordHeaders();
    if (seal != null) {
      headers.add(new RecordHeader(SealFile.HEADER, seal));
    }
    driver
        .createInputTopic(
            route.topic().topicName(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(
            new TestRecord<>(
                key == null ? route.key() : key, new RecordCodec().encode(value), headers, TEN));
  }

  private static HostEvent event(String site, String server) {
    return HostEvent.newBuilder()
        .setPosition(new Position(site, server, "c", site + "/" + server + "/events/a.xml", 0L))
        .setAt(TEN)
        .setProvider("Microsoft-Windows-HttpEvent")
        .setEventId(15300)
        .setEndpoint("0.0.0.0:444")
        .setData(Map.of())
        .setText("<Event>")
        .build();
  }

  private static ClientRequest client() {
    return ClientRequest.newBuilder()
        .setPosition(new Position("DUB", "cas01", "c", "DUB/cas01/W3SVC1/a.log", 0L))
        .setEndedAt(TEN)
        .setStatus(503)
        .setSubStatus(0)
        .setWin32Status(0)
        .setTimeTakenMillis(5)
        .setRequestId("r")
        .setRequester(Requester.PERSON)
        .setText("row")
        .build();
  }

  private static ProxiedRequest failed(int second, String frontEnd) {
    return ProxiedRequest.newBuilder()
        .setPosition(new Position("DUB", frontEnd, "c", "DUB/a.LOG", second * 100L))
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
