/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import io.hop444.bench.BenchBroker;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.RecordRoute;
import io.hop444.schemas.TopicCreator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a correlator of so many healthy servers keeps, and how long it takes to be back. */
final class StateOfServers {

  /** More than the five minutes in which order is restored. */
  private static final Duration SPAN = Duration.ofMinutes(6);

  private static final long LIMIT_NANOS = 240_000_000_000L;

  private StateOfServers() {}

  /** Prints a row of the table. */
  static void measure(Path work, Path correlator, int servers) throws Exception {
    Path folder = Files.createTempDirectory(work, "servers-" + servers + "-");
    String group = "servers-" + servers;
    try (BenchBroker broker = BenchBroker.start(folder);
        Evidence evidence = new Evidence(broker.servers())) {
      new TopicCreator(evidence.admin(), Map.of(), (short) -1).createMissing();
      CorrelatorProcess process =
          new CorrelatorProcess(folder, correlator, broker.servers(), group);
      double fresh = secondsUntilReady(process);
      send(broker.servers(), servers);
      long records = evidence.count();
      long end = System.nanoTime() + LIMIT_NANOS;
      while (evidence.committed(group) < records && System.nanoTime() < end) {
        Thread.sleep(100);
      }
      long peak = process.figures().peakMegabytes();
      process.kill();
      Changelog stored = Changelog.read(broker.servers(), evidence, group);
      process = new CorrelatorProcess(folder, correlator, broker.servers(), group);
      double again = secondsUntilReady(process);
      process.close();
      System.out.printf(
          "| %,d | %,d | %,d, %,d | %.1f | %.1f | %.1f | %d MB |%n",
          servers, records, stored.mean(), stored.most(), stored.bytes() / 1e6, fresh, again, peak);
    }
  }

  private static double secondsUntilReady(CorrelatorProcess process) throws Exception {
    long start = System.nanoTime();
    process.awaitReady();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void send(String bootstrapServers, int servers) {
    RecordCodec codec = new RecordCodec();
    Instant from = Instant.now().minus(SPAN);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20),
            new StringSerializer(),
            new ByteArraySerializer())) {
      HealthyServers healthy = new HealthyServers(servers);
      for (int half = 0; half < 2 * SPAN.toSeconds(); half++) {
        for (SpecificRecord record : healthy.at(from.plusMillis(500L * half), half)) {
          RecordRoute route = RecordRoute.of(record);
          Future<RecordMetadata> unused =
              producer.send(
                  new ProducerRecord<>(
                      route.topic().topicName(), route.key(), codec.encode(record)));
        }
      }
      producer.flush();
    }
  }

  /**
   * The stored states of a group.
   *
   * @param bytes that a restart reads
   */
  private record Changelog(long mean, long most, long bytes) {

    static Changelog read(String servers, Evidence evidence, String group) throws Exception {
      Map<TopicPartition, Long> ends = evidence.ends(List.of(group + "-back-end-states-changelog"));
      Map<String, Integer> sizes = new HashMap<>();
      long bytes = 0;
      try (KafkaConsumer<String, byte[]> consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
              new StringDeserializer(),
              new ByteArrayDeserializer())) {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        while (ends.entrySet().stream()
            .anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
          for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            sizes.put(record.key(), record.serializedValueSize());
            bytes += record.serializedValueSize();
          }
        }
      }
      return new Changelog(
          Math.round(sizes.values().stream().mapToInt(Integer::intValue).average().orElse(0)),
          sizes.values().stream().mapToInt(Integer::intValue).max().orElse(0),
          bytes);
    }
  }
}
