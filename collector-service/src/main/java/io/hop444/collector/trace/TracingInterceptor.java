/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.trace;

import io.hop444.tracing.TraceParent;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;

/** Gives traced records their header, and tells their spans when Kafka has them. Thread-safe. */
public final class TracingInterceptor implements ProducerInterceptor<byte[], byte[]> {

  static final String ROW_TRACING = "hop444.tracing";

  private RowTracing tracing;

  @Override
  public void configure(Map<String, ?> settings) {
    tracing = (RowTracing) settings.get(ROW_TRACING);
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    TracedRow row = tracing.begin(record.topic(), record.value());
    if (row != null) {
      record.headers().add(row);
    }
    return record;
  }

  /** What Kafka did not take is shipped again, and told then. */
  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception failure, Headers headers) {
    if (failure == null && headers.lastHeader(TraceParent.HEADER) instanceof TracedRow row) {
      tracing.acknowledged(row, metadata);
    }
  }

  @Override
  public void close() {}
}
