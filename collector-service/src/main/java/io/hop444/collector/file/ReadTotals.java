/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.ReadCounts;
import io.hop444.wire.GapReason;
import io.hop444.wire.LogKind;
import java.util.concurrent.atomic.AtomicLongArray;

/** What came out of all files since the start. Written by the tailer's thread, read by any. */
public final class ReadTotals {

  private final AtomicLongArray records = new AtomicLongArray(LogKind.values().length);
  private final AtomicLongArray ignored = new AtomicLongArray(LogKind.values().length);
  private final AtomicLongArray unreadable = new AtomicLongArray(LogKind.values().length);
  private final AtomicLongArray gaps = new AtomicLongArray(GapReason.values().length);

  void add(LogKind kind, ReadCounts before, ReadCounts after) {
    records.addAndGet(kind.ordinal(), after.records() - before.records());
    ignored.addAndGet(kind.ordinal(), after.ignored() - before.ignored());
    unreadable.addAndGet(kind.ordinal(), after.undecodable() - before.undecodable());
  }

  void addGap(GapReason reason) {
    gaps.incrementAndGet(reason.ordinal());
  }

  /** Records made; those that were read twice count twice. */
  public long records(LogKind kind) {
    return records.get(kind.ordinal());
  }

  /** Rows and events that do not bear on port 444. */
  public long ignored(LogKind kind) {
    return ignored.get(kind.ordinal());
  }

  /** Lines, events and documents that could not be read, dead letters or not. */
  public long unreadable(LogKind kind) {
    return unreadable.get(kind.ordinal());
  }

  /** Times that evidence was lost. */
  public long gaps(GapReason reason) {
    return gaps.get(reason.ordinal());
  }
}
