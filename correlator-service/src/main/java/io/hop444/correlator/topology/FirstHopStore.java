/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.FirstHopJoin;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.ClientRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Keeps what waits for its first hop in a logged store, by request id: a place in the order of
 * arrival, what it is, and the back end's name or the front end's row.
 */
final class FirstHopStore implements FirstHopJoin.Mirror<ClientRequest> {

  private static final byte WAITING = 1;
  private static final byte EARLY = 2;
  private static final int HEADER = Long.BYTES + 1;

  private record Stored(String requestId, long place, byte kind, ByteBuffer content) {}

  private final KeyValueStore<String, byte[]> store;
  private final RecordCodec codec = new RecordCodec();
  private long places;

  FirstHopStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(Names.FIRST_HOPS), Serdes.String(), Serdes.ByteArray())
        .withCachingDisabled();
  }

  /** Gives a new join what was stored before this task started. */
  void restore(FirstHopJoin<ClientRequest> join) {
    List<Stored> all = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<String, byte[]> entry = entries.next();
        ByteBuffer bytes = ByteBuffer.wrap(entry.value);
        long place = bytes.getLong();
        byte kind = bytes.get();
        all.add(new Stored(entry.key, place, kind, bytes.slice()));
      }
    }
    all.sort(Comparator.comparingLong(Stored::place));
    for (Stored stored : all) {
      places = stored.place() + 1;
      if (stored.kind() == WAITING) {
        join.restoreWaiting(
            stored.requestId(), StandardCharsets.UTF_8.decode(stored.content()).toString());
      } else {
        join.restoreEarly(stored.requestId(), row(stored.content()));
      }
    }
  }

  private ClientRequest row(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    try {
      return (ClientRequest) codec.decode(bytes);
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException(
          "a row stored by this application cannot be read; reset the application's state", e);
    }
  }

  @Override
  public void waits(String requestId, String backEnd) {
    put(requestId, WAITING, backEnd.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void early(String requestId, ClientRequest row) {
    put(requestId, EARLY, codec.encode(row));
  }

  @Override
  public void forgets(String requestId) {
    store.delete(requestId);
  }

  private void put(String requestId, byte kind, byte[] content) {
    byte[] value =
        ByteBuffer.allocate(HEADER + content.length)
            .putLong(places++)
            .put(kind)
            .put(content)
            .array();
    store.put(requestId, value);
  }
}
