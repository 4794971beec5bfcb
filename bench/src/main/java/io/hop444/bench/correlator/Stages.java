/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.Change;
import io.hop444.wire.HostEvent;
import io.hop444.wire.IncidentChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows evidence through Kafka: where between line and webhook time is spent. */
final class Stages implements AutoCloseable {

  /** Event in Kafka; incident in Kafka; incident committed, as a reader sees it. */
  final Map<String, Instant> collected = new ConcurrentHashMap<>();

  final Map<String, Instant> produced = new ConcurrentHashMap<>();
  final Map<String, Instant> committed = new ConcurrentHashMap<>();

  private final RecordCodec codec = new RecordCodec();
  private final Thread reader;
  private volatile boolean closed;

  Stages(String servers) {
    reader = new Thread(() -> read(servers), "stages");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(String servers) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            servers,
            "group.id",
            "stages-" + UUID.randomUUID(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topic.HOST_EVENTS.topicName(), Topic.INCIDENTS.topicName()));
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          take(record);
        }
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    SpecificRecord value;
    try {
      value = codec.decode(record.value());
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException(e);
    }
    Instant in = Instant.ofEpochMilli(record.timestamp());
    if (value instanceof HostEvent event) {
      collected.putIfAbsent(event.getPosition().getServer(), in);
    } else if (value instanceof IncidentChange change && change.getChange() == Change.OPENED) {
      produced.putIfAbsent(change.getIncident().getBackEnd(), in);
      committed.putIfAbsent(change.getIncident().getBackEnd(), Instant.now());
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
