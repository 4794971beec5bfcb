/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.ReadProgress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Keeps what is shipped, and acknowledges it when told to. */
final class FakeShipping implements Shipping {

  final List<SpecificRecord> shipped = new ArrayList<>();
  private final RecordCodec codec = new RecordCodec();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  boolean room = true;
  long losses;

  @Override
  public boolean hasRoom() {
    return room;
  }

  @Override
  public void ship(EncodedRecord made, Runnable delivered) {
    try {
      shipped.add(codec.decode(made.value()));
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
    waiting.add(delivered);
  }

  @Override
  public long losses() {
    return losses;
  }

  void acknowledgeAll() {
    while (!waiting.isEmpty()) {
      waiting.poll().run();
    }
  }

  void acknowledge(int count) {
    for (int i = 0; i < count; i++) {
      waiting.poll().run();
    }
  }

  void loseAll() {
    waiting.clear();
    losses++;
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
