/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Chronicle;
import io.hop444.correlator.domain.Thresholds;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * The states of a task's servers as objects. They are written to the logged store beneath, and so
 * to its changelog, only before a commit: once a commit instead of once a record (docs/adr/0005).
 *
 * <p>{@link CachedStateStore} is what Kafka Streams asks to empty itself before every commit. It is
 * no public interface; CorrelatorIT fails if a release no longer asks.
 */
final class BackEndStates implements StateStore, CachedStateStore<String, Chronicle> {

  private final KeyValueStore<String, byte[]> inner;
  private final StateCodec codec;
  private final Map<String, Chronicle> states = new HashMap<>();
  private final Set<String> changed = new HashSet<>();

  private BackEndStates(KeyValueStore<String, byte[]> inner, StateCodec codec) {
    this.inner = inner;
    this.codec = codec;
  }

  /** The state of a server, a fresh one when there is none; the caller may change it. */
  Chronicle open(String server) {
    changed.add(server);
    Chronicle state = states.get(server);
    if (state == null) {
      byte[] stored = inner.get(server);
      state = stored == null ? new Chronicle(server) : codec.decode(stored);
      states.put(server, state);
    }
    return state;
  }

  /** All servers that are known. */
  List<String> servers() {
    return List.copyOf(states.keySet());
  }

  /** All that was stored before this task started. */
  Collection<Chronicle> loadAll() {
    try (KeyValueIterator<String, byte[]> all = inner.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        states.put(entry.key, codec.decode(entry.value));
      }
    }
    return List.copyOf(states.values());
  }

  @Override
  public void flushCache() {
    for (String server : changed) {
      inner.put(server, codec.encode(states.get(server)));
    }
    changed.clear();
  }

  @Override
  public void flush() {
    flushCache();
    inner.flush();
  }

  @Override
  public void clearCache() {
    states.clear();
    changed.clear();
  }

  /** Nothing is forwarded when a state is written. */
  @Override
  public boolean setFlushListener(
      CacheFlushListener<String, Chronicle> listener, boolean sendsOldValues) {
    return false;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    inner.init(context, root);
  }

  @Override
  public void close() {
    states.clear();
    changed.clear();
    inner.close();
  }

  @Override
  public boolean persistent() {
    return inner.persistent();
  }

  @Override
  public boolean isOpen() {
    return inner.isOpen();
  }

  /** Builds the store; in memory, restored from its changelog. */
  static StoreBuilder<BackEndStates> builder(Thresholds thresholds) {
    return new Builder(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(Names.STATES), Serdes.String(), Serdes.ByteArray()),
        new StateCodec(thresholds));
  }

  private record Builder(StoreBuilder<KeyValueStore<String, byte[]>> inner, StateCodec codec)
      implements StoreBuilder<BackEndStates> {

    @Override
    public BackEndStates build() {
      return new BackEndStates(inner.build(), codec);
    }

    @Override
    public StoreBuilder<BackEndStates> withCachingEnabled() {
      throw new UnsupportedOperationException(
          "the store keeps objects and needs no cache of bytes");
    }

    @Override
    public StoreBuilder<BackEndStates> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<BackEndStates> withLoggingEnabled(Map<String, String> settings) {
      return new Builder(inner.withLoggingEnabled(settings), codec);
    }

    @Override
    public StoreBuilder<BackEndStates> withLoggingDisabled() {
      return new Builder(inner.withLoggingDisabled(), codec);
    }

    @Override
    public Map<String, String> logConfig() {
      return inner.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
      return inner.loggingEnabled();
    }

    @Override
    public String name() {
      return inner.name();
    }
  }
}
