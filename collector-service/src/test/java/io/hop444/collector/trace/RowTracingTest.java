/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.schemas.Topic;
import io.hop444.tracing.KeptSpans;
import io.hop444.tracing.LineTrace;
import io.hop444.tracing.Span;
import io.hop444.tracing.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RowTracingTest {

  private static final String TOPIC = Topic.PROXIED_REQUESTS.topicName();
  private static final RecordMetadata TAKEN =
      new RecordMetadata(new TopicPartition(TOPIC, 3), 40, 2, 0, 0, 0);

  private final KeptSpans collected = new KeptSpans();
  private Instant now = Rows.AT.plusMillis(1_500);
  private final RowTracing tracing =
      new RowTracing(collected, new RowSampling(0, 1, System::nanoTime), () -> now);

  private TracingInterceptor interceptor() {
    Map<String, Object> producer = new HashMap<>();
    tracing.addTo(producer);
    TracingInterceptor interceptor = new TracingInterceptor();
    interceptor.configure(producer);
    return interceptor;
  }

  @Test
  void shouldTellARowFromItsTimeToItsAcknowledgement() {
    TracingInterceptor interceptor = interceptor();
    ProducerRecord<byte[], byte[]> row =
        interceptor.onSend(new ProducerRecord<>(TOPIC, new byte[0], Rows.failed(4711)));
    now = Rows.AT.plusMillis(1_750);

    interceptor.onAcknowledgement(TAKEN, null, row.headers());

    TraceParent line = LineTrace.of("Düb", "cas01", "DUB/CAS01/HttpProxy/Ews/HttpProxy.LOG", 4711);
    assertThat(row.headers().lastHeader(TraceParent.HEADER).value()).isEqualTo(line.toBytes());
    assertThat(collected.spans())
        .containsExactly(
            new Span(
                line,
                null,
                "ship",
                Span.Kind.PRODUCER,
                Rows.AT,
                Rows.AT.plusMillis(1_750),
                Map.of(
                    "hop444.site",
                    "Düb",
                    "hop444.server",
                    "cas01",
                    "hop444.file",
                    "DUB/CAS01/HttpProxy/Ews/HttpProxy.LOG",
                    "hop444.offset",
                    4711L,
                    "hop444.read.delay_ms",
                    Duration.ofMillis(1_500).toMillis(),
                    "messaging.destination.name",
                    TOPIC,
                    "messaging.destination.partition.id",
                    "3",
                    "messaging.kafka.offset",
                    42L)));
  }

  @Test
  void shouldTellNothingOfRowsThatAreNotTracedOrNotTaken() {
    TracingInterceptor interceptor = interceptor();
    ProducerRecord<byte[], byte[]> ordinary =
        interceptor.onSend(new ProducerRecord<>(TOPIC, Rows.answered(1)));
    ProducerRecord<byte[], byte[]> failed =
        interceptor.onSend(new ProducerRecord<>(TOPIC, Rows.failed(2)));

    interceptor.onAcknowledgement(TAKEN, null, ordinary.headers());
    interceptor.onAcknowledgement(TAKEN, new IllegalStateException("away"), failed.headers());

    assertThat(ordinary.headers()).isEmpty();
    assertThat(collected.spans()).isEmpty();
  }

  @Test
  void shouldHangOnProducersOnlyWhenItIsOn() {
    Map<String, Object> off = new HashMap<>();
    Map<String, Object> on =
        new HashMap<>(Map.of(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, "some.Other"));

    RowTracing.OFF.addTo(off);
    tracing.addTo(on);

    assertThat(off).isEmpty();
    assertThat(on)
        .containsEntry(
            ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
            "some.Other," + TracingInterceptor.class.getName());
  }
}
