/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import io.hop444.bench.ProcessFigures;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the collector's topics to their end in a process of its own, and prints {@code records
 * seconds cpu-seconds peak-megabytes}: the limit of what anybody can take.
 */
final class PlainConsumer {

  private PlainConsumer() {}

  public static void main(String[] arguments) throws Exception {
    readAll(arguments[0], (topic, bytes) -> {});
  }

  /** Gives the bytes of all records to {@code taker}, in whatever order partitions come. */
  static void readAll(String servers, BiConsumer<String, byte[]> taker) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", servers, "enable.auto.commit", false, "max.poll.records", 5_000);
    try (Evidence evidence = new Evidence(servers);
        KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var ends = evidence.ends(Evidence.TOPICS);
      long expected = ends.values().stream().mapToLong(Long::longValue).sum();
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      long records = 0;
      long start = 0;
      long warm = 0;
      while (records < expected) {
        ConsumerRecords<String, byte[]> polled = consumer.poll(Duration.ofSeconds(1));
        for (ConsumerRecord<String, byte[]> record : polled) {
          taker.accept(record.topic(), record.value());
        }
        records += polled.count();
        if (start == 0 && records > 0) {
          start = System.nanoTime();
          warm = records;
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      ProcessFigures used = ProcessFigures.of(ProcessHandle.current().pid());
      System.out.printf(
          "%d %.3f %.2f %d%n", records - warm, seconds, used.cpuSeconds(), used.peakMegabytes());
    }
  }
}
