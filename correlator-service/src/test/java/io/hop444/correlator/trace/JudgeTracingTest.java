/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.trace;

import static io.hop444.correlator.topology.EstateScene.answered;
import static io.hop444.correlator.topology.EstateScene.failed;
import static io.hop444.correlator.topology.EstateScene.httpSys;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.topology.EstateScene;
import io.hop444.correlator.topology.EvictionMeter;
import io.hop444.correlator.topology.SiteGate;
import io.hop444.schemas.Topic;
import io.hop444.tracing.KeptSpans;
import io.hop444.tracing.LineTrace;
import io.hop444.tracing.Span;
import io.hop444.tracing.TraceParent;
import io.hop444.tracing.Tracing;
import io.hop444.wire.Change;
import io.hop444.wire.IncidentChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of failures are constructed. */
class JudgeTracingTest {

  private static final TraceParent FIRST_FAILURE =
      LineTrace.of("DUB", "cas01", "DUB/cas01/HttpProxy/Owa/x.LOG", 100);

  @TempDir private Path folder;
  private final KeptSpans collected = new KeptSpans();
  private EstateScene estate;

  private void start(Tracing tracing) {
    estate = new EstateScene(folder, new EvictionMeter(), SiteGate.OPEN, tracing);
  }

  @AfterEach
  void stop() {
    estate.close();
  }

  @Test
  void shouldTellAnIncidentInTheTraceOfItsFirstFailure() {
    start(collected);
    estate.send(httpSys(0, 15300));
    estate.send(failed(1, "cas01"), FIRST_FAILURE);
    estate.send(failed(2, "cas02"));

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
    estate.send(httpSys(0, 15300));
    estate.send(failed(1, "cas01"));
    estate.send(
        failed(2, "cas02"),
        new TraceParent(FIRST_FAILURE.traceId(), FIRST_FAILURE.spanId(), false));

    assertThat(collected.spans()).extracting(Span::name).containsExactly("tell");
    assertThat(collected.spans().get(0).parent()).isNull();
    assertThat(collected.spans().get(0).own().traceId()).isEqualTo(FIRST_FAILURE.traceId());
  }

  @Test
  void shouldKeepTheTraceUntilTheEndAndTellNoSpanOfUpdates() {
    start(collected);
    estate.send(httpSys(0, 15300));
    for (int second = 1; second < 60; second++) {
      estate.send(failed(second, "cas0" + (1 + (second + 1) % 2)));
    }
    estate.send(httpSys(60, 15301));
    for (int second = 61; second < 200; second++) {
      estate.send(answered(second, "cas0" + (1 + second % 2), "mbx01"));
    }
    estate.pass(Duration.ofMinutes(5));

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
    estate.send(httpSys(0, 15300));
    estate.send(failed(1, "cas01"), FIRST_FAILURE);
    estate.send(failed(2, "cas02"));

    assertThat(incidents()).singleElement().satisfies(r -> assertThat(r.headers()).isEmpty());
  }

  private static TraceParent header(TestRecord<String, SpecificRecord> record) {
    return TraceParent.parse(record.headers().lastHeader(TraceParent.HEADER).value());
  }

  private List<TestRecord<String, SpecificRecord>> incidents() {
    return estate.records(Topic.INCIDENTS);
  }
}
