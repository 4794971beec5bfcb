/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as they are stored, from their beginning to their present end. */
final class StoredTopic {

  private StoredTopic() {}

  /** Takes a record. */
  interface Reader {

    /**
     * @param key null where there is none; {@code value} likewise
     */
    void take(String topic, byte[] key, byte[] value);
  }

  /** All that lies there, also what a transaction took back. */
  static void read(String bootstrapServers, Predicate<String> topics, Reader reader) {
    read(bootstrapServers, topics, IsolationLevel.READ_UNCOMMITTED, reader);
  }

  /** The same, by a client that signs in. */
  static void read(Map<String, ?> client, Predicate<String> topics, Reader reader) {
    read(client, topics, IsolationLevel.READ_UNCOMMITTED, reader);
  }

  /** What consumers see that read committed records only. */
  static void readCommitted(String bootstrapServers, Predicate<String> topics, Reader reader) {
    read(bootstrapServers, topics, IsolationLevel.READ_COMMITTED, reader);
  }

  private static void read(
      String bootstrapServers, Predicate<String> topics, IsolationLevel level, Reader reader) {
    read(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), topics, level, reader);
  }

  private static void read(
      Map<String, ?> client, Predicate<String> topics, IsolationLevel level, Reader reader) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, level.toString());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (String topic : consumer.listTopics().keySet()) {
        if (topics.test(topic)) {
          read(consumer, topic, reader);
        }
      }
    }
  }

  private static void read(KafkaConsumer<byte[], byte[]> consumer, String topic, Reader reader) {
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(topic)
        .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
        reader.take(topic, each.key(), each.value());
      }
    }
  }
}
