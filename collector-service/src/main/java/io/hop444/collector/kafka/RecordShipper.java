/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.collector.file.Shipping;
import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/**
 * Ships records to Kafka: acknowledged by all replicas, without duplicates of its own. While the
 * broker is away the records on their way wait in the producer, and no more are taken than fit
 * there; sending goes on by itself when it is back. Records may be handed over by any thread.
 */
public final class RecordShipper implements Shipping, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RecordShipper.class);

  /** Bytes on their way: enough for a second of full speed, and flat while the broker is away. */
  private static final long MAX_BYTES_ON_THEIR_WAY = 16L << 20;

  /**
   * What a broker refuses for its size is larger; only such records are kept until they are
   * acknowledged, the others are garbage as soon as the producer has copied them.
   */
  private static final int LARGE_BYTES = 16 << 10;

  /** Pause before records that were not taken are shipped again. */
  private static final long PAUSE_MILLIS = 1_000;

  private final RecordCodec codec = new RecordCodec();
  private final RefusedRecords refused;
  private final BatchLimit batches = new BatchLimit();
  private final Producers producers;
  private final Trouble trouble = new Trouble(System::nanoTime);
  private final AtomicLong losses = new AtomicLong();
  private final LongAdder shipped = new LongAdder();
  private final DeadLetterCounts deadLetters = new DeadLetterCounts();

  /** Moments of a clock that nobody sets. */
  private volatile long lastAcknowledged;

  private volatile boolean connected;

  /** A broker has refused a record that was not kept: they are smaller here. */
  private volatile boolean keepsAll;

  private volatile long pausedUntil = System.nanoTime();
  private volatile Flight flight = new Flight(null);

  /** What one producer has on its way; when it loses a record, another one takes over. */
  private static final class Flight {
    private final Producer<byte[], byte[]> producer;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean broken;

    Flight(Producer<byte[], byte[]> producer) {
      this.producer = producer;
    }
  }

  /** Waits for Kafka's answer on one record. There are tens of thousands at a time: it is small. */
  private final class Answer implements Callback {
    private final Flight of;
    private final Runnable delivered;
    private final int length;

    /** Null where it was not kept. */
    private final EncodedRecord sent;

    Answer(Flight of, EncodedRecord sent, Runnable delivered) {
      this.of = of;
      this.delivered = delivered;
      this.length = sent.value().length;
      boolean keeps = keepsAll || length > LARGE_BYTES || sent.topic() == Topic.DEAD_LETTERS;
      this.sent = keeps ? sent : null;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
      of.bytes.addAndGet(-length);
      if (failure == null) {
        lastAcknowledged = System.nanoTime();
        shipped.increment();
        delivered.run();
      } else if (failure instanceof RecordTooLargeException && sent == null) {
        keepsAll = true;
        lose(of, failure);
      } else if (failure instanceof RecordTooLargeException && sent.topic() == Topic.DEAD_LETTERS) {
        shipLessOf(failure);
      } else if (failure instanceof RecordTooLargeException) {
        LOG.warnf(
            "The broker refused a record; it becomes a dead letter. topic=%s bytes=%d reason=%s",
            sent.topic().topicName(), length, failure.getMessage());
        DeadLetter letter = refused.deadLetter(Origin.of(sent, codec), sent.value(), failure);
        ship(EncodedRecord.of(letter, codec), delivered);
      } else {
        lose(of, failure);
      }
    }

    private void shipLessOf(Exception failure) {
      DeadLetter less = refused.smaller((DeadLetter) decoded(sent));
      if (less == null) {
        lose(of, failure);
      } else {
        send(EncodedRecord.of(less, codec), delivered);
      }
    }
  }

  private SpecificRecord decoded(EncodedRecord made) {
    try {
      return codec.decode(made.value());
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException("a record of this process cannot be read", e);
    }
  }

  /**
   * @param clientSettings of the producer, bootstrap servers among them; they override this class's
   */
  public RecordShipper(Map<String, Object> clientSettings, InstantSource clock) {
    producers = new Producers(clientSettings, batches);
    refused = new RefusedRecords(clock);
    lastAcknowledged = System.nanoTime();
  }

  /** Kafka answers and has all topics: shipping may start. */
  public void connected() {
    lastAcknowledged = System.nanoTime();
    connected = true;
  }

  @Override
  public boolean hasRoom() {
    Flight now = flight;
    if (batches.isTooHigh()) {
      lose(
          now,
          new RecordTooLargeException(
              "The broker refuses batches for their size: max.message.bytes of a topic is small."
                  + " The next ones have at most "
                  + batches.bytes()
                  + " bytes or one record"));
    }
    return connected
        && System.nanoTime() - pausedUntil >= 0
        && (now.broken || now.bytes.get() < MAX_BYTES_ON_THEIR_WAY);
  }

  @Override
  public long losses() {
    return losses.get();
  }

  /** Records acknowledged since the start. */
  public long shipped() {
    return shipped.sum();
  }

  /** Dead letters shipped for this reason since the start. */
  public long deadLetters(DeadLetterReason reason) {
    return deadLetters.of(reason);
  }

  /** Whether Kafka was reached since the start. */
  public boolean isConnected() {
    return connected;
  }

  /** Whether Kafka takes what is shipped: nothing waits for longer than this. */
  public boolean isShipping(Duration atMost) {
    Flight now = flight;
    return connected
        && !now.broken
        && (now.bytes.get() == 0 || System.nanoTime() - lastAcknowledged <= atMost.toNanos());
  }

  /** What Kafka says while it refuses what is shipped again and again. */
  public Optional<String> refusal() {
    return trouble.reason();
  }

  @Override
  public void ship(EncodedRecord made, Runnable delivered) {
    if (made.topic() == Topic.DEAD_LETTERS) {
      deadLetters.count(made, codec);
    }
    send(made, delivered);
  }

  private void send(EncodedRecord made, Runnable delivered) {
    Flight of = flight;
    if (of.broken && System.nanoTime() - pausedUntil < 0) {
      // What was read with what was lost is read again too.
      losses.incrementAndGet();
      return;
    }
    try {
      of = usable();
    } catch (RuntimeException e) {
      flight.broken = true;
      readAgain(e);
      return;
    }
    int length = made.value().length;
    if (of.bytes.getAndAdd(length) == 0) {
      lastAcknowledged = System.nanoTime();
    }
    try {
      Future<?> unused =
          of.producer.send(
              new ProducerRecord<>(made.topic().topicName(), made.key(), made.value()),
              new Answer(of, made, delivered));
    } catch (RuntimeException e) {
      // Whatever a client may throw: the record did not go.
      of.bytes.addAndGet(-length);
      lose(of, e);
    }
  }

  private void lose(Flight of, Exception failure) {
    if (of.broken || of != flight) {
      return;
    }
    of.broken = true;
    readAgain(failure);
  }

  /** Everything unacknowledged is read again, with a new producer: nothing is lost. */
  private void readAgain(Exception failure) {
    pausedUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    losses.incrementAndGet();
    trouble.lost(failure);
    LOG.errorf(
        "Kafka did not take a record; all that is not acknowledged is shipped again."
            + " retryInMillis=%d reason=%s",
        PAUSE_MILLIS, failure);
  }

  private Flight usable() {
    Flight now = flight;
    return now.producer == null || now.broken ? next() : now;
  }

  private synchronized Flight next() {
    Flight now = flight;
    if (now.producer != null && !now.broken) {
      return now;
    }
    if (now.producer != null) {
      now.producer.close(Duration.ZERO);
    }
    flight = new Flight(producers.next());
    return flight;
  }

  /** Waits until all that was shipped is acknowledged, at most this long. */
  public void flush(Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    while (connected && flight.bytes.get() > 0 && System.nanoTime() < until) {
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    Flight last = flight;
    if (last.producer != null) {
      last.producer.close(Duration.ofSeconds(2));
    }
  }
}
