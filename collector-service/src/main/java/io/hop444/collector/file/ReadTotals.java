/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.ReadCounts;
import io.hop444.wire.GapReason;
import io.hop444.wire.LogKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What came out of all files since the start. Written by the tailer's thread, read by any. */
public final class ReadTotals {

  private final Map<LogKind, LongAdder> records = of(LogKind.class);
  private final Map<LogKind, LongAdder> ignored = of(LogKind.class);
  private final Map<LogKind, LongAdder> unreadable = of(LogKind.class);
  private final Map<GapReason, LongAdder> gaps = of(GapReason.class);

  private static <E extends Enum<E>> Map<E, LongAdder> of(Class<E> keys) {
    Map<E, LongAdder> counts = new EnumMap<>(keys);
    for (E key : keys.getEnumConstants()) {
      counts.put(key, new LongAdder());
    }
    return counts;
  }

  void add(LogKind kind, ReadCounts before, ReadCounts after) {
    records.get(kind).add(after.records() - before.records());
    ignored.get(kind).add(after.ignored() - before.ignored());
    unreadable.get(kind).add(after.undecodable() - before.undecodable());
  }

  void addGap(GapReason reason) {
    gaps.get(reason).increment();
  }

  /** Records made; those that were read twice count twice. */
  public long records(LogKind kind) {
    return records.get(kind).sum();
  }

  /** Rows and events that do not bear on port 444. */
  public long ignored(LogKind kind) {
    return ignored.get(kind).sum();
  }

  /** Lines, events and documents that could not be read, dead letters or not. */
  public long unreadable(LogKind kind) {
    return unreadable.get(kind).sum();
  }

  /** Times that evidence was lost. */
  public long gaps(GapReason reason) {
    return gaps.get(reason).sum();
  }
}
