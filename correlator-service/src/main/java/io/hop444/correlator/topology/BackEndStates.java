/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Chronicle;
import io.hop444.correlator.domain.Eviction;
import io.hop444.correlator.domain.Thresholds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final EvictionMeter evictions;
  private final Map<String, Held> states = new HashMap<>();
  private final List<Held> changed = new ArrayList<>();

  /** A server's state, with what the processor and the store need to know of it. */
  static final class Held {
    final Chronicle state;

    /** When its next timer goes off; null when none is set. */
    Instant deadline;

    private boolean changed;

    /** Evictions that the meter knows. */
    private final Map<Eviction, Long> metered = new EnumMap<>(Eviction.class);

    private Held(Chronicle state) {
      this.state = state;
      for (Eviction kind : Eviction.values()) {
        metered.put(kind, state.evictions(kind));
      }
    }

    /** A state that is judged anew may count less for a while. */
    private void meter(EvictionMeter meter) {
      metered.replaceAll(
          (kind, known) -> {
            long now = state.evictions(kind);
            if (now > known) {
              meter.add(kind, now - known);
            }
            return Math.max(now, known);
          });
    }
  }

  private BackEndStates(
      KeyValueStore<String, byte[]> inner, StateCodec codec, EvictionMeter evictions) {
    this.inner = inner;
    this.codec = codec;
    this.evictions = evictions;
  }

  /** The state of a server, a fresh one when there is none; the caller may change it. */
  Held open(String server) {
    Held held = states.get(server);
    if (held == null) {
      byte[] stored = inner.get(server);
      held = new Held(stored == null ? new Chronicle(server) : codec.decode(stored));
      states.put(server, held);
    }
    if (!held.changed) {
      held.changed = true;
      changed.add(held);
    }
    return held;
  }

  /** All servers that are known. */
  List<String> servers() {
    return List.copyOf(states.keySet());
  }

  /** Those whose timer is due. */
  List<String> due(Instant now) {
    List<String> due = new ArrayList<>();
    for (Held held : states.values()) {
      if (held.deadline != null && !held.deadline.isAfter(now)) {
        due.add(held.state.server());
      }
    }
    return due;
  }

  /** All that was stored before this task started. */
  Collection<Held> loadAll() {
    try (KeyValueIterator<String, byte[]> all = inner.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        states.put(entry.key, new Held(codec.decode(entry.value)));
      }
    }
    return List.copyOf(states.values());
  }

  @Override
  public void flushCache() {
    for (Held held : changed) {
      inner.put(held.state.server(), codec.encode(held.state));
      held.meter(evictions);
      held.changed = false;
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
  static StoreBuilder<BackEndStates> builder(Thresholds thresholds, EvictionMeter evictions) {
    return new Builder(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(Names.STATES), Serdes.String(), Serdes.ByteArray()),
        new StateCodec(thresholds),
        evictions);
  }

  private record Builder(
      StoreBuilder<KeyValueStore<String, byte[]>> inner, StateCodec codec, EvictionMeter evictions)
      implements StoreBuilder<BackEndStates> {

    @Override
    public BackEndStates build() {
      return new BackEndStates(inner.build(), codec, evictions);
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
      return new Builder(inner.withLoggingEnabled(settings), codec, evictions);
    }

    @Override
    public StoreBuilder<BackEndStates> withLoggingDisabled() {
      return new Builder(inner.withLoggingDisabled(), codec, evictions);
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
