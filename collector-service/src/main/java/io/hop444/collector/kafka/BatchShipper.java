/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.collector.source.BatchShipping;
import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.wire.DeadLetter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/**
 * Ships batches for sources that wait for the answer. Unlike {@link RecordShipper} it gives up
 * after a while and says so: whoever waits still has the batch and brings it again. The producer is
 * made with the first batch, so that a collector of files only pays nothing.
 */
public final class BatchShipper implements BatchShipping, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(BatchShipper.class);

  /** Shippers give a request up after 30 to 60 seconds; they should hear of it before. */
  private static final int DELIVERY_TIMEOUT_MILLIS = 20_000;

  /** Longer than the producer's own, which it does not keep when its thread has died. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(25);

  private static final int PRODUCER_MEMORY_BYTES = 16 << 20;

  private final RecordCodec codec = new RecordCodec();
  private final Map<String, Object> clientSettings;
  private final RefusedRecords refused;
  private final BatchLimit batches = new BatchLimit();
  private final BooleanSupplier ready;
  private Producer<byte[], byte[]> producer;
  private boolean closed;

  /**
   * @param clientSettings of the producer, bootstrap servers among them; they override this class's
   * @param ready whether Kafka answered and has all topics
   */
  public BatchShipper(
      Map<String, Object> clientSettings, InstantSource clock, BooleanSupplier ready) {
    this.clientSettings = Map.copyOf(clientSettings);
    refused = new RefusedRecords(clock);
    this.ready = ready;
  }

  @Override
  public boolean isReady() {
    return ready.getAsBoolean();
  }

  @Override
  public CompletableFuture<Void> ship(List<? extends SpecificRecord> batch) {
    if (!isReady()) {
      return CompletableFuture.failedFuture(new KafkaException("Kafka does not answer"));
    }
    CompletableFuture<?>[] each = new CompletableFuture<?>[batch.size()];
    for (int i = 0; i < each.length; i++) {
      each[i] = ship(batch.get(i));
    }
    return CompletableFuture.allOf(each)
        .orTimeout(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletableFuture<Void> ship(SpecificRecord made) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    EncodedRecord record = EncodedRecord.of(made, codec);
    try {
      Future<?> unused =
          producer()
              .send(
                  new ProducerRecord<>(record.topic().topicName(), record.key(), record.value()),
                  (metadata, failure) -> answered(made, record.value(), failure, answer));
    } catch (KafkaException | IllegalStateException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private void answered(
      SpecificRecord made, byte[] value, Exception failure, CompletableFuture<Void> answer) {
    if (failure == null) {
      answer.complete(null);
    } else {
      DeadLetter instead =
          failure instanceof RecordTooLargeException ? instead(made, value, failure) : null;
      if (instead == null) {
        answer.completeExceptionally(failure);
      } else {
        // Not on this thread, which is the producer's own: a topic that is used for the first time
        // would be waited for by the one who has to ask for it.
        var unused =
            CompletableFuture.completedFuture(instead)
                .thenComposeAsync(this::ship)
                .whenComplete(
                    (nothing, again) -> {
                      if (again == null) {
                        answer.complete(null);
                      } else {
                        answer.completeExceptionally(again);
                      }
                    });
      }
    }
  }

  /** What can be shipped instead of a record that is too large; null when nothing can. */
  private DeadLetter instead(SpecificRecord made, byte[] value, Exception failure) {
    if (made instanceof DeadLetter letter) {
      return refused.smaller(letter);
    }
    LOG.warnf(
        "The broker refused a record; it becomes a dead letter. type=%s bytes=%d reason=%s",
        made.getSchema().getName(), value.length, failure.getMessage());
    return refused.deadLetter(Origin.of(made), value, failure);
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (closed) {
      throw new IllegalStateException("the collector is stopping");
    }
    if (producer != null && batches.isTooHigh()) {
      LOG.warnf(
          "The broker refuses batches for their size: max.message.bytes of a topic is small."
              + " Smaller ones follow. bytes=%d",
          batches.bytes());
      // Who waits for it is told, and brings it again.
      producer.close(Duration.ZERO);
      producer = null;
    }
    if (producer == null) {
      Map<String, Object> settings = new HashMap<>();
      settings.put(ProducerConfig.ACKS_CONFIG, "all");
      settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
      settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
      settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
      settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L);
      settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
      settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) PRODUCER_MEMORY_BYTES);
      settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
      settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000L);
      settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 << 20);
      settings.putAll(clientSettings);
      batches.applyTo(settings);
      producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
      batches.watch(producer, settings);
    }
    return producer;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
    }
  }
}
