/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.localstack.LocalBroker;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.Topic;
import io.hop444.wire.ClientRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A collector is killed at random moments ({@code -Dhop444.kills}, {@code -Dhop444.seed}) while its
 * logs grow and rotate.
 */
class KilledCollectorIT {

  private static final int KILLS = Integer.getInteger("hop444.kills", 6);
  private static final long SEED = Long.getLong("hop444.seed", 444);
  private static final Logger LOG = Logger.getLogger(KilledCollectorIT.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ROWS_OF_A_BATCH = 10;
  private static final String HEADER =
      "#Fields: date time cs-uri-stem cs-uri-query s-port sc-status\n";
  private static final List<String> LOGS =
      List.of("DUB/CAS01/W3SVC1", "DUB/CAS02/W3SVC1", "AMS/CAS03/W3SVC1");

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private int written;
  private int files;

  @Test
  void shouldShipEveryRowThoughItIsKilledAgainAndAgain() throws Exception {
    Path estate = folder.resolve("estate");
    Path data = folder.resolve("data");
    try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0)) {
      String servers = broker.bootstrapServers();
      new KafkaConnection(Map.of("bootstrap.servers", servers), (short) -1).await();
      try (Arrived arrived = new Arrived(servers)) {
        long start = System.nanoTime();
        Process first = BareCollector.start(servers, estate, data);
        writeBatch();
        await().atMost(PATIENCE).until(() -> arrived.poll() > 0);
        int startMillis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        first.destroyForcibly().waitFor();

        for (int kill = 1; kill < KILLS; kill++) {
          Process collector = BareCollector.start(servers, estate, data);
          // Some die before they ship, most while they do.
          writeFor(collector, random.nextInt(startMillis / 2, 2 * startMillis));
          assertThat(collector.isAlive()).as("kill %d of seed %d", kill, SEED).isTrue();
          collector.destroyForcibly().waitFor();
          writeBatch();
        }

        Process last = BareCollector.start(servers, estate, data);
        try {
          await()
              .atMost(PATIENCE)
              .untilAsserted(
                  () -> {
                    arrived.poll();
                    assertThat(arrived.placeOf.size()).as("seed %d", SEED).isEqualTo(written);
                  });
        } finally {
          last.destroyForcibly().waitFor();
        }
        LOG.infof(
            "No row was lost. kills=%d rows=%d records=%d startMillis=%d",
            KILLS, written, arrived.records, startMillis);
        assertThat(arrived.atTwoPlaces).isEmpty();
        assertThat(arrived.records).isGreaterThan(written);
      }
    }
  }

  private void writeFor(Process collector, int millis) throws Exception {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < until && !collector.waitFor(10, TimeUnit.MILLISECONDS)) {
      writeBatch();
    }
  }

  private void writeBatch() throws IOException {
    Path log = folder.resolve("estate").resolve(LOGS.get(random.nextInt(LOGS.size())));
    Files.createDirectories(log);
    Path current = log.resolve("u_ex.log");
    if (random.nextInt(40) == 0 && Files.exists(current)) {
      Files.move(current, log.resolve("u_ex" + ++files + ".log"));
    }
    StringBuilder text = new StringBuilder(Files.exists(current) ? "" : HEADER);
    for (int i = 0; i < ROWS_OF_A_BATCH; i++) {
      int number = written++;
      text.append(
          "2026-11-20 10:05:02 /owa/%d cafeReqId=00000000-0000-4000-8000-%012d; 443 200\n"
              .formatted(number, number));
    }
    int cut = random.nextInt(text.length());
    append(current, text.substring(0, cut));
    append(current, text.substring(cut));
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** What has arrived in Kafka, by its place. */
  private static final class Arrived implements AutoCloseable {

    private final Map<String, String> placeOf = new HashMap<>();
    private final List<String> atTwoPlaces = new ArrayList<>();
    private final Map<String, String> stemAt = new HashMap<>();
    private final RecordSerde serde = new RecordSerde();
    private final KafkaConsumer<String, SpecificRecord> consumer;
    private int records;

    Arrived(String bootstrapServers) {
      consumer =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", bootstrapServers, "max.poll.records", 10_000),
              new StringDeserializer(),
              serde);
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.CLIENT_REQUESTS.topicName()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    /** Takes all that is there; the answer is how much has arrived altogether. */
    int poll() {
      int before;
      do {
        before = records;
        take(consumer.poll(Duration.ofMillis(200)));
      } while (records > before);
      return records;
    }

    private void take(Iterable<ConsumerRecord<String, SpecificRecord>> polled) {
      for (ConsumerRecord<String, SpecificRecord> each : polled) {
        ClientRequest request = (ClientRequest) each.value();
        String place = request.getPosition().getSource() + "@" + request.getPosition().getOffset();
        String before = stemAt.putIfAbsent(place, request.getStem());
        assertThat(before == null ? request.getStem() : before)
            .as(place)
            .isEqualTo(request.getStem());
        String elsewhere = placeOf.putIfAbsent(request.getStem(), place);
        if (elsewhere != null && !elsewhere.equals(place)) {
          atTwoPlaces.add(request.getStem() + ": " + elsewhere + ", " + place);
        }
        records++;
      }
    }

    @Override
    public void close() {
      consumer.close();
      serde.close();
    }
  }
}
