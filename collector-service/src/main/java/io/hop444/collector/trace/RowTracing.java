/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.trace;

import io.hop444.collector.config.CollectorConfig;
import io.hop444.tracing.LineTrace;
import io.hop444.tracing.Span;
import io.hop444.tracing.TraceParent;
import io.hop444.tracing.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Tells the span in which a record is shipped: from the moment that its line tells of to Kafka's
 * acknowledgement. Thread-safe.
 */
public final class RowTracing implements AutoCloseable {

  /** Nothing is traced. */
  public static final RowTracing OFF =
      new RowTracing(Tracing.OFF, new RowSampling(0, 0, System::nanoTime), InstantSource.system());

  private final Tracing tracing;
  private final RowSampling sampling;
  private final InstantSource clock;

  RowTracing(Tracing tracing, RowSampling sampling, InstantSource clock) {
    this.tracing = tracing;
    this.sampling = sampling;
    this.clock = clock;
  }

  /**
   * @throws IllegalArgumentException when a setting is wrong, with its key
   */
  public static RowTracing of(CollectorConfig.Tracing config, InstantSource clock) {
    RowSampling sampling =
        new RowSampling(config.ratio(), config.failuresPerSecond(), System::nanoTime);
    return new RowTracing(
        Tracing.to("collector.tracing.endpoint", config.endpoint(), "hop444-collector"),
        sampling,
        clock);
  }

  /** Adds it to the settings of a producer; when it is off, nothing. */
  public void addTo(Map<String, Object> producer) {
    if (tracing.isOn()) {
      producer.put(TracingInterceptor.ROW_TRACING, this);
      producer.merge(
          ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
          TracingInterceptor.class.getName(),
          (others, own) -> others + "," + own);
    }
  }

  /** Spans that the receiver took since the start. */
  public long sent() {
    return tracing.sent();
  }

  /** Spans that were dropped since the start. */
  public long lost() {
    return tracing.lost();
  }

  /** Null when the record is not traced. */
  TracedRow begin(String topic, byte[] value) {
    if (!sampling.takes(topic, value)) {
      return null;
    }
    EncodedEvidence.Place place = EncodedEvidence.place(value);
    TraceParent own = LineTrace.of(place.site(), place.server(), place.source(), place.offset());
    return new TracedRow(own, place, clock.instant());
  }

  void acknowledged(TracedRow row, RecordMetadata metadata) {
    EncodedEvidence.Place place = row.place();
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("hop444.site", place.site());
    attributes.put("hop444.server", place.server());
    attributes.put("hop444.file", place.source());
    attributes.put("hop444.offset", place.offset());
    attributes.put("hop444.read.delay_ms", Duration.between(place.at(), row.sentAt()).toMillis());
    attributes.put("messaging.destination.name", metadata.topic());
    attributes.put("messaging.kafka.offset", metadata.offset());
    attributes.put("messaging.destination.partition.id", Integer.toString(metadata.partition()));
    tracing.tell(
        new Span(
            row.own(), null, "ship", Span.Kind.PRODUCER, place.at(), clock.instant(), attributes));
  }

  @Override
  public void close() {
    tracing.close();
  }
}
