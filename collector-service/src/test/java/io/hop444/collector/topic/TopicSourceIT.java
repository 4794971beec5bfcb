/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.collector.estate.Reading;
import io.hop444.collector.kafka.BatchShipper;
import io.hop444.collector.kafka.KafkaConnection;
import io.hop444.collector.kafka.RecordShipper;
import io.hop444.collector.source.BatchShipping;
import io.hop444.collector.source.EventIntake;
import io.hop444.collector.source.EventSamples;
import io.hop444.collector.source.FakeBatches;
import io.hop444.collector.source.SiteDirectory;
import io.hop444.localstack.LocalBroker;
import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.Topic;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.HostEvent;
import io.hop444.wire.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topic source and the shipper of batches against a real broker. */
class TopicSourceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;

  private static LocalBroker broker;
  private static Map<String, Object> client;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = LocalBroker.start(folder.resolve("broker"), 0);
    client = Map.of("bootstrap.servers", broker.bootstrapServers());
    new KafkaConnection(client, (short) -1).await();
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  private static void fill(String topic, String... values) throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, value)).get();
      }
    }
  }

  private static TopicSource source(String topic, BatchShipping shipping) {
    InstantSource clock = InstantSource.system();
    EventIntake intake =
        new EventIntake(
            Reading.settings(), new SiteDirectory(folder.resolve("no"), "DUB", clock), 1 << 20);
    TopicSource source =
        new TopicSource(
            List.of(topic), "DUB", () -> TopicSource.consumer(client, topic), intake, shipping);
    source.start();
    return source;
  }

  private static long committed(String topic) throws Exception {
    try (Admin admin = Admin.create(client)) {
      var offset =
          admin
              .listConsumerGroupOffsets(topic)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(topic, 0));
      return offset == null ? 0 : offset.offset();
    }
  }

  private static List<HostEvent> hostEvents() {
    return all(Topic.HOST_EVENTS).stream().map(HostEvent.class::cast).toList();
  }

  private static List<DeadLetter> deadLetters() {
    return all(Topic.DEAD_LETTERS).stream().map(DeadLetter.class::cast).toList();
  }

  private static List<SpecificRecord> all(Topic topic) {
    List<SpecificRecord> all = new ArrayList<>();
    try (RecordSerde serde = new RecordSerde();
        KafkaConsumer<String, SpecificRecord> consumer =
            new KafkaConsumer<>(client, new StringDeserializer(), serde)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(r -> all.add(r.value()));
      }
    }
    return all;
  }

  @Test
  void shouldShipEventsCommitBehindThemAndGoOnThere() throws Exception {
    String topic = "winlogbeat";
    fill(topic, EventSamples.winlogbeat("MBX07.contoso.test", 1), EventSamples.other("mbx07"));
    try (BatchShipper shipper = new BatchShipper(client, InstantSource.system(), () -> true)) {
      try (TopicSource source = source(topic, shipper)) {
        await().atMost(PATIENCE).until(() -> committed(topic) == 2);
        assertThat(source.counts().records()).isEqualTo(1);
        assertThat(source.counts().ignored()).isEqualTo(1);
      }
      try (TopicSource source = source(topic, shipper);
          KafkaProducer<String, String> producer =
              new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>(topic, EventSamples.winlogbeat("mbx07", 2))).get();

        await().atMost(PATIENCE).until(() -> committed(topic) == 3);

        assertThat(source.counts().records()).isEqualTo(1);
      }
    }
    assertThat(hostEvents())
        .filteredOn(e -> e.getPosition().getServer().equals("mbx07"))
        .extracting(e -> e.getPosition().getServer() + e.getPosition().getOffset())
        .containsExactly("mbx071", "mbx072");
  }

  @Test
  void shouldCommitNothingThatIsNotAcknowledgedAndReadItAgain() throws Exception {
    String topic = "refused";
    fill(topic, EventSamples.nxLog("mbx08", 1), "not an event");
    FakeBatches kafka = new FakeBatches();
    kafka.failing(true);
    try (TopicSource source = source(topic, kafka)) {
      await().atMost(PATIENCE).until(() -> source.counts().failures() >= 1);
      assertThat(committed(topic)).isZero();

      kafka.failing(false);

      await().atMost(PATIENCE).until(() -> committed(topic) == 2);
      assertThat(source.counts().unreadable()).isEqualTo(1);
    }
    assertThat(kafka.of(HostEvent.class)).hasSize(1);
    DeadLetter letter = kafka.of(DeadLetter.class).get(0);
    assertThat(letter.getSource()).isEqualTo("refused-0");
    assertThat(letter.getOffset()).isEqualTo(1);
  }

  /** Random, so that it stays larger than the broker's megabyte when it is compressed. */
  private static HostEvent large(long recordId) {
    byte[] noise = new byte[1_500_000];
    new java.util.Random(recordId).nextBytes(noise);
    return HostEvent.newBuilder()
        .setPosition(new Position("DUB", "mbx09", "c1", "channel:System", recordId))
        .setAt(Reading.NOW)
        .setProvider("Schannel")
        .setEventId(36870)
        .setData(Map.of())
        .setText(Base64.getEncoder().encodeToString(noise))
        .build();
  }

  @Test
  void shouldMakeADeadLetterOfARecordThatTheBrokerRefuses() throws Exception {
    AtomicBoolean delivered = new AtomicBoolean();
    try (BatchShipper batches = new BatchShipper(client, InstantSource.system(), () -> true);
        RecordShipper records = new RecordShipper(client, InstantSource.system())) {
      records.connected();

      batches.ship(List.of(large(5))).get(60, TimeUnit.SECONDS);
      records.ship(EncodedRecord.of(large(6), new RecordCodec()), () -> delivered.set(true));

      await().atMost(PATIENCE).untilTrue(delivered);
      assertThat(records.losses()).isZero();
    }
    assertThat(hostEvents()).noneMatch(e -> e.getPosition().getServer().equals("mbx09"));
    assertThat(deadLetters())
        .allMatch(letter -> letter.getReason() == DeadLetterReason.REFUSED_BY_BROKER)
        .extracting(DeadLetter::getOffset)
        .containsExactlyInAnyOrder(5L, 6L);
  }

  @Test
  void shouldRefuseABatchAtOnceWhileKafkaIsNotReady() {
    try (BatchShipper shipper = new BatchShipper(client, InstantSource.system(), () -> false)) {
      assertThat(shipper.ship(List.of())).isCompletedExceptionally();
    }
  }
}
