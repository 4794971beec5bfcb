/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Thresholds;
import io.hop444.schemas.RecordRoute;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.Topic;
import io.hop444.tracing.TraceParent;
import io.hop444.tracing.Tracing;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.HostEvent;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The whole topology without a broker, and the records of a small estate: site DUB, back ends mbx01
 * and further, front ends cas01 and further. Seconds are since ten o'clock.
 */
public final class EstateScene implements AutoCloseable {

  static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  private final TopologyTestDriver driver;

  EstateScene(Path folder, EvictionMeter evictions) {
    this(folder, evictions, SiteGate.OPEN, Tracing.OFF);
  }

  public EstateScene(Path folder, EvictionMeter evictions, SiteGate gate, Tracing tracing) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    driver =
        new TopologyTestDriver(
            new CorrelationTopology(Thresholds.DEFAULT, evictions, gate, tracing).get(),
            settings,
            TEN);
  }

  public void send(SpecificRecord value) {
    send(value, new RecordHeaders());
  }

  /** As its collector sends a line that it traces. */
  public void send(SpecificRecord value, TraceParent trace) {
    Headers headers = new RecordHeaders();
    headers.add(TraceParent.HEADER, trace.toBytes());
    send(value, headers);
  }

  private void send(SpecificRecord value, Headers headers) {
    RecordRoute route = RecordRoute.of(value);
    driver
        .createInputTopic(
            route.topic().topicName(), new StringSerializer(), new RecordSerde().serializer())
        .pipeInput(new TestRecord<>(route.key(), value, headers, (Long) null));
  }

  void sendBytes(Topic topic, String key, byte[] value) {
    driver
        .createInputTopic(topic.topicName(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value);
  }

  /** Lets the wall clock go on while no record comes. */
  public void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** What was written since it was read last. */
  List<SpecificRecord> read(Topic topic) {
    return records(topic).stream().map(TestRecord::value).toList();
  }

  public List<TestRecord<String, SpecificRecord>> records(Topic topic) {
    return driver
        .createOutputTopic(
            topic.topicName(), new StringDeserializer(), new RecordSerde().deserializer())
        .readRecordsToList();
  }

  List<IncidentChange> incidents() {
    return read(Topic.INCIDENTS).stream().map(IncidentChange.class::cast).toList();
  }

  static Incident last(List<IncidentChange> changes) {
    return changes.get(changes.size() - 1).getIncident();
  }

  @Override
  public void close() {
    driver.close();
  }

  public static HostEvent deleted(int second) {
    return httpSys(second, 15300);
  }

  /** An event of HTTP.sys about port 444 of mbx01. */
  public static HostEvent httpSys(int second, int id) {
    return HostEvent.newBuilder()
        .setPosition(
            new Position("DUB", "mbx01", "c", "DUB/mbx01/events/System.xml", (long) second))
        .setAt(TEN.plusSeconds(second))
        .setProvider("Microsoft-Windows-HttpEvent")
        .setEventId(id)
        .setEndpoint("0.0.0.0:444")
        .setData(Map.of())
        .setText("<Event>")
        .build();
  }

  public static HostEvent said(int second, String frontEnd, int id) {
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

  public static ClientRequest client(int second, int status) {
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

  public static ProxiedRequest answered(int second, String frontEnd, String backEnd) {
    return ProxiedRequest.newBuilder(failed(second, frontEnd))
        .setBackEnd(backEnd)
        .setHttpStatus(200)
        .setBackEndStatus("200")
        .build();
  }

  /** Constructed: no captured row of a failed handshake is public. */
  public static ProxiedRequest refused(int second, String frontEnd, String backEnd) {
    return ProxiedRequest.newBuilder(failed(second, frontEnd))
        .setPosition(inLogOf(second, frontEnd, backEnd))
        .setBackEnd(backEnd)
        .setBackEndStatus("TrustFailure")
        .build();
  }

  /** Rows of each back end stand in a file of their own, so that no two have the same place. */
  static Position inLogOf(int second, String frontEnd, String backEnd) {
    String file = "DUB/" + frontEnd + "/HttpProxy/Owa/" + backEnd + ".LOG";
    return new Position("DUB", frontEnd, "c", file, second * 100L);
  }

  /** With another status of the back end than SendFailure. */
  static ProxiedRequest failed(int second, String frontEnd, String backEndStatus) {
    return ProxiedRequest.newBuilder(failed(second, frontEnd))
        .setBackEndStatus(backEndStatus)
        .build();
  }

  /** Constructed: no captured row of a failed handshake is public. */
  public static ProxiedRequest failed(int second, String frontEnd) {
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
