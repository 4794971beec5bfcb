/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.alert.postgres.Database;
import io.hop444.alert.postgres.SqlFailure;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.DeadLetterReason;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Takes batches of records: each is stored, or goes to the dead letters, before the batch is done
 * and Kafka is acknowledged. While the database is away a batch waits; nothing is skipped.
 */
@ApplicationScoped
public class Intake {

  private static final Logger LOG = Logger.getLogger(Intake.class);
  private static final long RETRY_MILLIS = 1_000;

  /** What is read. */
  public static final List<Topic> TOPICS =
      List.of(
          Topic.INCIDENTS,
          Topic.FINDINGS,
          Topic.GAPS,
          Topic.READ_PROGRESS,
          Topic.BINDING_SNAPSHOTS);

  private final RecordCodec codec = new RecordCodec();
  private final Map<Topic, ExecutorService> workers = new EnumMap<>(Topic.class);
  private final Map<Topic, Instant> waitingSince = new ConcurrentHashMap<>();
  private final Map<Topic, Instant> lastRecordAt = new ConcurrentHashMap<>();
  private Database database;
  private DeadLetters deadLetters;
  private MeterRegistry metrics;
  private Clock clock;

  Intake() {}

  @Inject
  Intake(Database database, DeadLetters deadLetters, MeterRegistry metrics, Clock clock) {
    this.database = database;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.clock = clock;
    for (Topic topic : TOPICS) {
      workers.put(
          topic,
          Executors.newSingleThreadExecutor(
              task -> {
                Thread thread = new Thread(task, "intake-" + topic.topicName());
                thread.setDaemon(true);
                return thread;
              }));
    }
  }

  /** Writes values to the database in one transaction. */
  @FunctionalInterface
  interface Writer<T> {
    void write(List<T> values) throws SQLException;
  }

  /** A record with what was read from it. */
  private record Read<T>(ConsumerRecord<byte[], byte[]> origin, T value) {}

  /** Done when every record is stored or dead. */
  <R extends SpecificRecord, T> Uni<Void> take(
      Topic topic,
      Class<R> type,
      ConsumerRecords<byte[], byte[]> records,
      Function<R, T> mapper,
      Writer<T> writer) {
    return take(topic, type, records, (origin, value) -> mapper.apply(value), writer);
  }

  /** The same where the record itself counts. */
  <R extends SpecificRecord, T> Uni<Void> take(
      Topic topic,
      Class<R> type,
      ConsumerRecords<byte[], byte[]> records,
      BiFunction<ConsumerRecord<byte[], byte[]>, R, T> mapper,
      Writer<T> writer) {
    return Uni.createFrom()
        .completionStage(
            () -> {
              CompletableFuture<Void> done = new CompletableFuture<>();
              workers
                  .get(topic)
                  .execute(() -> finish(done, () -> takeAll(topic, type, records, mapper, writer)));
              return done;
            });
  }

  /** What a stop ends stays undone: it is neither acknowledged nor told of record by record. */
  private static void finish(CompletableFuture<Void> done, Work work) {
    try {
      work.run();
      done.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
    }
  }

  /** Something that a stop may end. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  private <R extends SpecificRecord, T> void takeAll(
      Topic topic,
      Class<R> type,
      ConsumerRecords<byte[], byte[]> records,
      BiFunction<ConsumerRecord<byte[], byte[]>, R, T> mapper,
      Writer<T> writer)
      throws InterruptedException {
    database.awaitMigrated();
    List<Read<T>> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        R value = type.cast(codec.decode(record.value()));
        read.add(new Read<>(record, mapper.apply(record, value)));
      } catch (UndecodableRecordException e) {
        refuse(record, DeadLetterReason.UNDECODABLE_RECORD, e.getMessage());
      } catch (IllegalArgumentException | ClassCastException e) {
        refuse(record, DeadLetterReason.BAD_VALUE, e.getMessage());
      }
    }
    store(topic, read, writer);
    lastRecordAt.put(topic, clock.instant());
  }

  private <T> void store(Topic topic, List<Read<T>> batch, Writer<T> writer)
      throws InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    while (true) {
      try {
        writer.write(batch.stream().map(Read::value).toList());
        metrics.counter("alert.records.stored", "topic", topic.topicName()).increment(batch.size());
        waitingSince.remove(topic);
        return;
      } catch (SQLException e) {
        if (SqlFailure.of(e) == SqlFailure.VALUE_REFUSED) {
          storeOneByOne(topic, batch, writer, e);
          return;
        }
        waitingSince.putIfAbsent(topic, clock.instant());
        metrics.counter("alert.records.retried", "topic", topic.topicName()).increment();
        LOG.warnf(
            "Database did not store a batch; trying again. topic=%s records=%d retryInMillis=%d"
                + " reason=%s",
            topic.topicName(), batch.size(), RETRY_MILLIS, e.getMessage());
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  /** One record's values cannot be stored: the others must not suffer. */
  private <T> void storeOneByOne(
      Topic topic, List<Read<T>> batch, Writer<T> writer, SQLException failure)
      throws InterruptedException {
    if (batch.size() == 1) {
      refuse(batch.get(0).origin(), DeadLetterReason.PROCESSING_FAILED, failure.getMessage());
      return;
    }
    for (Read<T> one : batch) {
      store(topic, List.of(one), writer);
    }
  }

  private void refuse(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail)
      throws InterruptedException {
    metrics
        .counter("alert.records.refused", "topic", record.topic(), "reason", reason.name())
        .increment();
    LOG.warnf(
        "Record cannot be used; it goes to the dead letters. topic=%s partition=%d offset=%d"
            + " reason=%s",
        record.topic(), record.partition(), record.offset(), reason);
    deadLetters.send(record, reason, detail);
  }

  /** Since when batches wait for the database, by topic. */
  public Map<Topic, Instant> waitingSince() {
    return Map.copyOf(waitingSince);
  }

  /** When the last batch was stored, by topic; wall clock. */
  public Map<Topic, Instant> lastRecordAt() {
    return Map.copyOf(lastRecordAt);
  }

  @PreDestroy
  void stop() {
    workers.values().forEach(ExecutorService::shutdownNow);
  }
}
