/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Eviction;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Evictions of all of this instance's tasks since it started. Safe for use by many threads. */
public final class EvictionMeter {

  private final Map<Eviction, LongAdder> counts = new EnumMap<>(Eviction.class);

  /** All at zero. */
  public EvictionMeter() {
    for (Eviction kind : Eviction.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  void add(Eviction kind, long times) {
    counts.get(kind).add(times);
  }

  /** How often this happened. */
  public long of(Eviction kind) {
    return counts.get(kind).sum();
  }
}
