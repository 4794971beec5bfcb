/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.file.CheckpointFile;
import io.hop444.collector.file.EstateTailer;
import io.hop444.collector.file.TailerSettings;
import io.hop444.localstack.LocalBroker;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.Topic;
import io.hop444.wire.BackEndRequest;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.Position;
import io.hop444.wire.Requester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tailer and the shipper against a real broker. */
class ShippingIT {

  private static final String HEADER =
      "#Fields: date time cs-uri-stem cs-uri-query s-port sc-status\n";

  /** Rows that a broker takes one by one and in no batch of the usual size. */
  private static final int FITTING = 400;

  private static final int LAST = FITTING + 2;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final InstantSource clock = InstantSource.system();

  private final class Collector implements AutoCloseable {

    private final RecordShipper shipper;
    private final EstateTailer tailer;
    private final Thread thread;
    private final Thread connecting;
    private volatile boolean stopping;

    Collector(String bootstrapServers) throws IOException {
      Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
      shipper = new RecordShipper(client, clock);
      ReaderSettings reader = ReaderSettings.forReplay(clock);
      tailer =
          new EstateTailer(
              new TailerSettings(
                  "c1",
                  folder.resolve("estate"),
                  Instant.MIN,
                  Duration.ofMillis(100),
                  1 << 20,
                  site -> reader),
              shipper,
              new CheckpointFile(folder.resolve("data")),
              clock);
      connecting =
          new Thread(
              () -> {
                try {
                  new KafkaConnection(client, (short) -1).await();
                  shipper.connected();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      connecting.start();
      thread = new Thread(this::run);
      thread.start();
    }

    private void run() {
      while (!stopping) {
        tailer.round();
        LockSupport.parkNanos(20_000_000);
      }
    }

    @Override
    public void close() throws InterruptedException {
      stopping = true;
      connecting.interrupt();
      thread.join();
      shipper.flush(Duration.ofSeconds(10));
      tailer.close();
      shipper.close();
    }
  }

  private void write(String text) throws IOException {
    Path log = folder.resolve("estate/DUB/CAS01/W3SVC1/u_ex261120.log");
    Files.createDirectories(log.getParent());
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String row(int number) {
    return "2026-11-20 10:05:02 /owa/%d cafeReqId=00000000-0000-4000-8000-%012d; 443 200\n"
        .formatted(number, number);
  }

  /** Packs badly. */
  private static String longRow(int number, int bytes) {
    Random random = new Random(number);
    StringBuilder text = new StringBuilder(row(number).replaceFirst(";.*\n", ";"));
    while (text.length() < bytes) {
      text.append((char) random.nextInt('a', 'z' + 1));
    }
    return text + " 443 200\n";
  }

  private List<String> stems(String bootstrapServers) {
    List<String> stems = new ArrayList<>();
    for (ConsumerRecord<String, SpecificRecord> each :
        records(bootstrapServers, Topic.CLIENT_REQUESTS)) {
      ClientRequest request = (ClientRequest) each.value();
      assertThat(each.key()).isEqualTo(request.getRequestId());
      stems.add(request.getStem());
    }
    return stems;
  }

  private List<ConsumerRecord<String, SpecificRecord>> records(
      String bootstrapServers, Topic topic) {
    List<ConsumerRecord<String, SpecificRecord>> records = new ArrayList<>();
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (RecordSerde serde = new RecordSerde();
        KafkaConsumer<String, SpecificRecord> consumer =
            new KafkaConsumer<>(settings, new StringDeserializer(), serde)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  @Test
  void shouldWaitForTheBrokerShipEveryLineAndGoOnAfterItWasAway() throws Exception {
    Path brokerData = folder.resolve("broker");
    int port;
    try (LocalBroker first = LocalBroker.start(brokerData, 0)) {
      port = first.port();
    }
    String bootstrapServers = "127.0.0.1:" + port;
    write(HEADER + row(1));
    try (Collector collector = new Collector(bootstrapServers)) {
      assertThat(collector.shipper.hasRoom()).isFalse();
      try (LocalBroker broker = LocalBroker.start(brokerData, port)) {
        await().atMost(PATIENCE).until(() -> collector.shipper.isShipping(PATIENCE));
        write(row(2));
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(stems(bootstrapServers))
                        .containsExactlyInAnyOrder("/owa/1", "/owa/2"));
      }
      write(row(3));
      await().atMost(PATIENCE).until(() -> !collector.shipper.isShipping(Duration.ofMillis(500)));
      try (LocalBroker again = LocalBroker.start(brokerData, port)) {

        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(stems(again.bootstrapServers()))
                        .containsExactlyInAnyOrder("/owa/1", "/owa/2", "/owa/3"));
        assertThat(collector.shipper.isShipping(PATIENCE)).isTrue();
      }
    }
  }

  @Test
  void shouldGoOnWithANewProcessWhereKafkaHadAcknowledged() throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0)) {
      write(HEADER);
      try (Collector collector = new Collector(broker.bootstrapServers())) {
        for (int i = 0; i < 5_000; i++) {
          write(row(i));
        }
        await().atMost(PATIENCE).until(() -> collector.shipper.shipped() >= 5_000);
      }
      for (int i = 5_000; i < 6_000; i++) {
        write(row(i));
      }

      try (Collector collector = new Collector(broker.bootstrapServers())) {
        await().atMost(PATIENCE).until(() -> collector.shipper.shipped() >= 1_000);
      }

      assertThat(stems(broker.bootstrapServers())).hasSize(6_000).doesNotHaveDuplicates();
    }
  }

  /**
   * Far less than a batch of the client, which it would split for ever, and less than a dead letter
   * with all of its record: the same for those that ship batches.
   */
  @Test
  void shouldShipWhatFitsAndMakeDeadLettersOfTheOthersWhereTheBrokerTakesLittle() throws Exception {
    try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0)) {
      String servers = broker.bootstrapServers();
      new KafkaConnection(Map.of("bootstrap.servers", servers), (short) -1).await();
      limitRecords(servers, Topic.CLIENT_REQUESTS, Topic.DEAD_LETTERS, Topic.BACK_END_REQUESTS);
      StringBuilder small = new StringBuilder(HEADER);
      IntStream.range(0, FITTING).forEach(i -> small.append(longRow(i, 300)));
      String large = small + longRow(FITTING, 14_000);
      write(large + longRow(FITTING + 1, 40_000) + row(LAST));

      try (Collector collector = new Collector(servers)) {
        await()
            .atMost(PATIENCE)
            .until(() -> collector.shipper.refusal().orElse("").contains("max.message.bytes"));
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  assertThat(Set.copyOf(stems(servers)))
                      .hasSize(FITTING + 1)
                      .contains("/owa/" + LAST);
                  assertThat(refusedOffsets(servers))
                      .containsExactlyInAnyOrder((long) small.length(), (long) large.length());
                });
      }
      shouldShipABatchOnceItsProducerHasLearned(servers);
    }
  }

  private void shouldShipABatchOnceItsProducerHasLearned(String servers) {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            servers,
            "delivery.timeout.ms",
            3_000,
            "request.timeout.ms",
            2_000);
    List<BackEndRequest> batch =
        IntStream.range(0, FITTING).mapToObj(i -> request(i, 300)).collect(Collectors.toList());
    batch.add(request(FITTING, 14_000));
    try (BatchShipper shipper = new BatchShipper(client, clock, () -> true)) {
      await().atMost(PATIENCE).ignoreExceptions().until(() -> shipper.ship(batch).join() == null);
    }

    assertThat(records(servers, Topic.BACK_END_REQUESTS)).hasSizeGreaterThanOrEqualTo(FITTING);
    assertThat(refusedOffsets(servers)).contains((long) FITTING);
  }

  /** All of one key, so that they share a batch. */
  private static BackEndRequest request(int number, int bytes) {
    return BackEndRequest.newBuilder()
        .setPosition(new Position("DUB", "mbx07", "c1", "u_ex261120.log", (long) number))
        .setEndedAt(Instant.parse("2026-11-20T10:05:02Z"))
        .setStatus(200)
        .setSubStatus(0)
        .setWin32Status(0L)
        .setTimeTakenMillis(-1L)
        .setRequester(Requester.ANONYMOUS)
        .setText(longRow(number, bytes))
        .build();
  }

  private static void limitRecords(String servers, Topic... topics) throws Exception {
    AlterConfigOp limit =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "1000"),
            AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .incrementalAlterConfigs(
              Arrays.stream(topics)
                  .map(each -> new ConfigResource(ConfigResource.Type.TOPIC, each.topicName()))
                  .collect(Collectors.toMap(each -> each, each -> List.of(limit))))
          .all()
          .get();
    }
  }

  private Set<Long> refusedOffsets(String servers) {
    return records(servers, Topic.DEAD_LETTERS).stream()
        .map(each -> (DeadLetter) each.value())
        .filter(letter -> letter.getReason() == DeadLetterReason.REFUSED_BY_BROKER)
        .map(DeadLetter::getOffset)
        .collect(Collectors.toSet());
  }
}
