/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.topic;

import io.hop444.collector.source.BatchShipping;
import io.hop444.collector.source.EventIntake;
import io.hop444.collector.source.SourceCounts;
import io.hop444.wire.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads topics of Windows events as a member of a consumer group, so that several collectors share
 * the work. A batch that is not acknowledged is read again; after a kill the last one may be
 * shipped twice, under the same positions.
 */
public final class TopicSource implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TopicSource.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** More than a shipper of batches ever takes to say yes or no. */
  private static final long LONGEST_ACKNOWLEDGEMENT_SECONDS = 60;

  private final List<String> topics;
  private final String site;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final EventIntake intake;
  private final BatchShipping shipping;
  private final SourceCounts counts = new SourceCounts();
  private final Thread thread = new Thread(this::run, "topic-source");
  private volatile boolean stopping;
  private volatile Consumer<byte[], byte[]> consumer;

  /**
   * @param site of dead letters of events whose server is not known
   * @param consumers makes a consumer, again whenever the last one failed
   */
  public TopicSource(
      List<String> topics,
      String site,
      Supplier<Consumer<byte[], byte[]>> consumers,
      EventIntake intake,
      BatchShipping shipping) {
    this.topics = List.copyOf(topics);
    this.site = site;
    this.consumers = consumers;
    this.intake = intake;
    this.shipping = shipping;
  }

  /**
   * A consumer that commits only when it is told to.
   *
   * @param clientSettings bootstrap servers among them
   */
  public static Consumer<byte[], byte[]> consumer(
      Map<String, Object> clientSettings, String groupId) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    settings.putAll(clientSettings);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Starts reading. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
    LOG.infof("Windows events are read from Kafka. topics=%s", topics);
  }

  private void run() {
    while (!stopping) {
      try (Consumer<byte[], byte[]> made = consumers.get()) {
        consumer = made;
        made.subscribe(topics);
        while (!stopping) {
          round(made);
        }
      } catch (WakeupException e) {
        LOG.debug("The topic source was woken to stop.");
      } catch (KafkaException e) {
        counts.failed();
        LOG.warnf(
            "The topics of Windows events cannot be read; trying again. topics=%s reason=%s",
            topics, e);
        pause();
      } catch (RuntimeException e) {
        counts.failed();
        LOG.errorf(e, "The topic source failed; it starts again. topics=%s", topics);
        pause();
      }
    }
  }

  private void round(Consumer<byte[], byte[]> from) {
    if (!shipping.isReady()) {
      // The group keeps its members by their heartbeats; nothing is fetched that cannot be shipped.
      pause();
      return;
    }
    ConsumerRecords<byte[], byte[]> polled = from.poll(POLL);
    if (polled.isEmpty()) {
      return;
    }
    List<SpecificRecord> made = new ArrayList<>();
    long records = 0;
    long ignored = 0;
    long unreadable = 0;
    for (ConsumerRecord<byte[], byte[]> each : polled) {
      EventIntake.Batch batch = read(each);
      made.addAll(batch.made());
      records += batch.counts().records();
      ignored += batch.counts().ignored();
      unreadable += batch.counts().undecodable();
    }
    if (isAcknowledged(made)) {
      counts.acknowledged(records, ignored, unreadable);
      from.commitSync(behind(polled));
    } else {
      counts.failed();
      for (TopicPartition partition : polled.partitions()) {
        from.seek(partition, polled.records(partition).get(0).offset());
      }
      pause();
    }
  }

  private EventIntake.Batch read(ConsumerRecord<byte[], byte[]> each) {
    byte[] value = each.value() == null ? new byte[0] : each.value();
    EventIntake.Batch batch =
        intake.read(
            value,
            each.topic() + "-" + each.partition(),
            site,
            Instant.ofEpochMilli(each.timestamp()));
    for (SpecificRecord made : batch.made()) {
      if (made instanceof DeadLetter letter) {
        letter.put("offset", each.offset());
      }
    }
    return batch;
  }

  private static Map<TopicPartition, OffsetAndMetadata> behind(
      ConsumerRecords<byte[], byte[]> polled) {
    Map<TopicPartition, OffsetAndMetadata> behind = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
      behind.put(partition, new OffsetAndMetadata(records.get(records.size() - 1).offset() + 1));
    }
    return behind;
  }

  private boolean isAcknowledged(List<SpecificRecord> made) {
    try {
      shipping.ship(made).get(LONGEST_ACKNOWLEDGEMENT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf(
          "Events of a topic were not acknowledged; they are read again. topics=%s reason=%s",
          topics, e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
      return false;
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  /** What was shipped. */
  public SourceCounts counts() {
    return counts;
  }

  @Override
  public void close() {
    stopping = true;
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
