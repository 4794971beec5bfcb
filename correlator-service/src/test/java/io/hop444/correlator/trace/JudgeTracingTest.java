/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Thresholds;
import io.hop444.correlator.topology.CorrelationTopology;
import io.hop444.correlator.topology.EvictionMeter;
import io.hop444.correlator.topology.SiteGate;
import io.hop444.schemas.RecordRoute;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.Topic;
import io.hop444.tracing.KeptSpans;
import io.hop444.tracing.LineTrace;
import io.hop444.tracing.Span;
import io.hop444.tracing.TraceParent;
import io.hop444.tracing.Tracing;
import io.hop444.wire.Change;
import io.hop444.wire.HostEvent;
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
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTracingTest {

  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final TraceParent FIRST_FAILURE =
      LineTrace.of("DUB", "cas01", "DUB/cas01/HttpProxy/Owa/x.LOG", 100);

  @TempDir private Path folder;
  private final KeptSpans collected = new KeptSpans();
  private TopologyTestDriver driver;

  private void start(Tracing tracing) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver =
        new TopologyTestDriver(
            new CorrelationTopology(Thresholds.DEFAULT, new EvictionMeter(), SiteGate.OPEN, tracing)
                .get(),
            settings,
            TEN);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldTellAnIncidentInTheTraceOfItsFirstFailure() {
    start(collected);
    send(event(0, 15300), null);
    send(proxied(1, "cas01", "SendFailure"), FIRST_FAILURE);
    send(proxied(2, "cas02", "SendFailure"), null);

    List<TestRecord<String, SpecificRecord>> told = incidents();

    assertThat(told).hasSize(1);
    Span judge = collected.spans().get(0);
    Span tell = collected.spans().get(1);
    assertThat(collected.spans()).hasSize(2);
    assertThat(judge.name()).isEqualTo("judge");
    assertThat(judge.parent()).isEqualTo(FIRST_FAILURE.spanId());
    assertThat(judge.own().traceId()).isEqualTo(FIRST_FAILURE.traceId());
    assertThat(judge.attributes())
        .containsOnly(
            Map.entry("hop444.back_end", "mbx01"),
            Map.entry("hop444.record", "ProxiedRequest"),
            Map.entry("hop444.site", "DUB"),
            Map.entry("hop444.server", "cas01"),
            Map.entry("hop444.file", "DUB/cas01/HttpProxy/Owa/x.LOG"),
            Map.entry("hop444.offset", 100L));
    IncidentChange opened = (IncidentChange) told.get(0).value();
    assertThat(tell.name()).isEqualTo("tell");
    assertThat(tell.parent()).isEqualTo(FIRST_FAILURE.spanId());
    assertThat(tell.own().traceId()).isEqualTo(FIRST_FAILURE.traceId());
    assertThat(tell.start()).isEqualTo(judge.start());
    assertThat(tell.attributes())
        .containsOnly(
            Map.entry("hop444.incident.id", opened.getIncident().getId()),
            Map.entry("hop444.incident.version", opened.getIncident().getVersion()),
            Map.entry("hop444.incident.change", "OPENED"),
            Map.entry("hop444.cause", "BINDING_MISSING"),
            Map.entry("hop444.site", "DUB"),
            Map.entry("hop444.back_end", "mbx01"));
    assertThat(header(told.get(0))).isEqualTo(tell.own());
  }

  @Test
  void shouldBeginTheTraceHereWhenTheCollectorDidNotTraceTheLine() {
    start(collected);
    send(event(0, 15300), null);
    send(proxied(1, "cas01", "SendFailure"), null);
    send(
        proxied(2, "cas02", "SendFailure"),
        new TraceParent(FIRST_FAILURE.traceId(), FIRST_FAILURE.spanId(), false));

    assertThat(collected.spans()).extracting(Span::name).containsExactly("tell");
    assertThat(collected.spans().get(0).parent()).isNull();
    assertThat(collected.spans().get(0).own().traceId()).isEqualTo(FIRST_FAILURE.traceId());
  }

  @Test
  void shouldKeepTheTraceUntilTheEndAndTellNoSpanOfUpdates() {
    start(collected);
    send(event(0, 15300), null);
    for (int second = 1; second < 60; second++) {
      send(proxied(second, "cas0" + (1 + (second + 1) % 2), "SendFailure"), null);
    }
    send(event(60, 15301), null);
    for (int second = 61; second < 200; second++) {
      send(proxied(second, "cas0" + (1 + second % 2), "200"), null);
    }
    driver.advanceWallClockTime(Duration.ofMinutes(5));

    List<TestRecord<String, SpecificRecord>> told = incidents();

    assertThat(told)
        .extracting(record -> ((IncidentChange) record.value()).getChange())
        .contains(Change.OPENED, Change.UPDATED, Change.RESOLVED);
    assertThat(told)
        .allSatisfy(
            record -> {
              Change change = ((IncidentChange) record.value()).getChange();
              assertThat(header(record).traceId()).isEqualTo(FIRST_FAILURE.traceId());
              assertThat(header(record).sampled()).isEqualTo(change != Change.UPDATED);
            })
        .extracting(record -> header(record).spanId())
        .doesNotHaveDuplicates();
    assertThat(collected.spans())
        .extracting(span -> span.attributes().get("hop444.incident.change"))
        .containsExactly("OPENED", "RESOLVED");
  }

  @Test
  void shouldAddNothingWhenItIsOff() {
    start(Tracing.OFF);
    send(event(0, 15300), null);
    send(proxied(1, "cas01", "SendFailure"), FIRST_FAILURE);
    send(proxied(2, "cas02", "SendFailure"), null);

    assertThat(incidents()).singleElement().satisfies(r -> assertThat(r.headers()).isEmpty());
  }

  private static TraceParent header(TestRecord<String, SpecificRecord> record) {
    return TraceParent.parse(record.headers().lastHeader(TraceParent.HEADER).value());
  }

  private List<TestRecord<String, SpecificRecord>> incidents() {
    return driver
        .createOutputTopic(
            Topic.INCIDENTS.topicName(), new StringDeserializer(), new RecordSerde().deserializer())
        .readRecordsToList();
  }

  private void send(SpecificRecord value, TraceParent trace) {
    RecordRoute route = RecordRoute.of(value);
    Headers headers = new RecordHeaders();
    if (trace != null) {
      headers.add(TraceParent.HEADER, trace.toBytes());
    }
    driver
        .createInputTopic(
            route.topic().topicName(), new StringSerializer(), new RecordSerde().serializer())
        .pipeInput(new TestRecord<>(route.key(), value, headers, (Long) null));
  }

  private static HostEvent event(int second, int id) {
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

  /** Rows of failures are constructed: no captured row of a failed handshake is public. */
  private static ProxiedRequest proxied(int second, String frontEnd, String backEndStatus) {
    return ProxiedRequest.newBuilder()
        .setPosition(
            new Position(
                "DUB", frontEnd, "c", "DUB/" + frontEnd + "/HttpProxy/Owa/x.LOG", second * 100L))
        .setEndedAt(TEN.plusSeconds(second))
        .setProtocol("Owa")
        .setFrontEnd(frontEnd)
        .setBackEnd("mbx01")
        .setHttpStatus(backEndStatus.equals("200") ? 200 : 503)
        .setBackEndStatus(backEndStatus)
        .setRequester(Requester.PERSON)
        .setUser("u-" + second)
        .setRequestId("id-" + second)
        .setText("row")
        .build();
  }
}
