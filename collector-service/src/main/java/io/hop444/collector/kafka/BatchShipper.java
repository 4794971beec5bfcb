/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.collector.source.BatchShipping;
import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
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

  private static final int PRODUCER_MEMORY_BYTES = 16 << 20;

  private final RecordCodec codec = new RecordCodec();
  private final Map<String, Object> clientSettings;
  private final InstantSource clock;
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
    this.clock = clock;
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
    return CompletableFuture.allOf(each);
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
    } else if (failure instanceof RecordTooLargeException && !(made instanceof DeadLetter)) {
      LOG.warnf(
          "The broker refused a record; it becomes a dead letter. type=%s bytes=%d reason=%s",
          made.getSchema().getName(), value.length, failure.getMessage());
      // Not on this thread, which is the producer's own: a topic that is used for the first time
      // would be waited for by the one who has to ask for it.
      var unused =
          CompletableFuture.completedFuture(failure)
              .thenComposeAsync(why -> ship(refused(made, value, why)))
              .whenComplete(
                  (nothing, again) -> {
                    if (again == null) {
                      answer.complete(null);
                    } else {
                      answer.completeExceptionally(again);
                    }
                  });
    } else {
      answer.completeExceptionally(failure);
    }
  }

  private DeadLetter refused(SpecificRecord made, byte[] value, Exception failure) {
    Origin origin = Origin.of(made);
    return new DeadLetter(
        "collector",
        origin.site(),
        origin.server(),
        origin.source(),
        origin.offset(),
        clock.instant(),
        DeadLetterReason.REFUSED_BY_BROKER,
        String.valueOf(failure.getMessage()),
        ByteBuffer.wrap(Arrays.copyOf(value, Math.min(value.length, 65_536))),
        (long) value.length);
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (closed) {
      throw new IllegalStateException("the collector is stopping");
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
      producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
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
