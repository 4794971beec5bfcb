/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.schemas.RecordCodec;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;

/** Keeps what this service could not use in the dead-letter topic. */
@ApplicationScoped
class DeadLetters {

  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  /** As the schema says. */
  private static final int MAX_RAW_BYTES = 65_536;

  private static final int MAX_DETAIL = 1_000;

  private final RecordCodec codec = new RecordCodec();
  private final Clock clock;

  @Inject
  @Channel("dead-letters")
  Emitter<Record<String, byte[]>> emitter;

  @Inject
  DeadLetters(Clock clock) {
    this.clock = clock;
  }

  /** Returns when Kafka has it, however long that takes. */
  void send(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail)
      throws InterruptedException {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    String source = record.topic() + '-' + record.partition();
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setService("alert")
            .setSource(source)
            .setOffset(record.offset())
            .setAt(clock.instant())
            .setReason(reason)
            .setDetail(cut(String.valueOf(detail)))
            .setRaw(ByteBuffer.wrap(Arrays.copyOf(value, Math.min(value.length, MAX_RAW_BYTES))))
            .setRawLength(value.length)
            .build();
    byte[] bytes = codec.encode(letter);
    while (true) {
      try {
        emitter.send(Record.of(source, bytes)).toCompletableFuture().get(30, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | TimeoutException e) {
        LOG.warnf(
            "Kafka did not take a dead letter; trying again. topic=%s offset=%d reason=%s",
            source, record.offset(), e.getMessage());
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL);
  }
}
