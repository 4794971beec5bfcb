/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.schemas.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/** Makes the producers of {@link RecordShipper}, one after the other. */
final class Producers {

  private static final Logger LOG = Logger.getLogger(Producers.class);
  private static final int PRODUCER_MEMORY_BYTES = 32 << 20;

  private final Map<String, Object> clientSettings;
  private final BatchLimit batches;

  Producers(Map<String, Object> clientSettings, BatchLimit batches) {
    this.clientSettings = Map.copyOf(clientSettings);
    this.batches = batches;
  }

  /**
   * The next one.
   *
   * @throws KafkaException when the settings do not allow it
   */
  Producer<byte[], byte[]> next() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // Never gives a record up: what waits is bounded by hasRoom, and the log stays where it is.
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000L);
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, (long) Integer.MAX_VALUE);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 10);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) PRODUCER_MEMORY_BYTES);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000L);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
    settings.putAll(clientSettings);
    batches.applyTo(settings);
    Producer<byte[], byte[]> made =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    batches.watch(made, settings);
    knowDeadLetters(made);
    return made;
  }

  /**
   * A refused record becomes a dead letter on the producer's own thread, which would wait for
   * itself if it had to ask for that topic first.
   */
  private static void knowDeadLetters(Producer<byte[], byte[]> made) {
    try {
      made.partitionsFor(Topic.DEAD_LETTERS.topicName());
    } catch (KafkaException e) {
      LOG.debug("The topic of dead letters is not known yet.", e);
    }
  }
}
