/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.ReadProgress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Keeps what is shipped, and acknowledges it when told to. */
final class FakeShipping implements Shipping {

  final List<SpecificRecord> shipped = new ArrayList<>();
  final List<SpecificRecord> acknowledged = new ArrayList<>();
  private final RecordCodec codec = new RecordCodec();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  boolean room = true;
  long losses;

  private record Waiting(SpecificRecord made, Runnable delivered) {}

  @Override
  public boolean hasRoom() {
    return room;
  }

  @Override
  public void ship(EncodedRecord made, Runnable delivered) {
    try {
      SpecificRecord record = codec.decode(made.value());
      shipped.add(record);
      waiting.add(new Waiting(record, delivered));
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public long losses() {
    return losses;
  }

  void acknowledgeAll() {
    acknowledge(waiting.size());
  }

  void acknowledge(int count) {
    for (int i = 0; i < count && !waiting.isEmpty(); i++) {
      Waiting next = waiting.poll();
      acknowledged.add(next.made());
      next.delivered().run();
    }
  }

  void loseAll() {
    waiting.clear();
    losses++;
  }

  /** The process has died: nobody waits for what is on its way any more. */
  void die() {
    waiting.clear();
  }

  /** Bytes of all values of this type. */
  long bytesOf(Class<? extends SpecificRecord> type) {
    return of(type).stream().mapToLong(made -> codec.encode(made).length).sum();
  }

  /** A record of about a hundred bytes. */
  EncodedRecord sample() {
    DeadLetter letter =
        new DeadLetter(
            "collector",
            "DUB",
            "mbx07",
            "DUB/MBX07/W3SVC1/u_ex261120.log",
            0L,
            Instant.EPOCH,
            DeadLetterReason.BAD_SYNTAX,
            "no row",
            ByteBuffer.allocate(0),
            1L);
    return EncodedRecord.of(letter, codec);
  }

  /** Paths of the requests shipped, in order. */
  List<String> stems() {
    return of(ClientRequest.class).stream().map(ClientRequest::getStem).toList();
  }

  List<ReadProgress> progressOf(String log) {
    return of(ReadProgress.class).stream().filter(p -> p.getLog().equals(log)).toList();
  }

  <T extends SpecificRecord> List<T> of(Class<T> type) {
    return shipped.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
