/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.source;

import java.util.concurrent.atomic.LongAdder;

/** What came out of a source since the start. Safe for use by many threads. */
public final class SourceCounts {

  private final LongAdder records = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final LongAdder unreadable = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /** A batch was acknowledged. */
  public void acknowledged(long newRecords, long newIgnored, long newUnreadable) {
    records.add(newRecords);
    ignored.add(newIgnored);
    unreadable.add(newUnreadable);
  }

  /** A batch could not be taken, or its source did not answer; it is tried again. */
  public void failed() {
    failures.increment();
  }

  /** Records acknowledged by Kafka, dead letters not among them. */
  public long records() {
    return records.sum();
  }

  /** Events that are understood and do not bear on port 444. */
  public long ignored() {
    return ignored.sum();
  }

  /** Events or documents that became dead letters, or were too many for that. */
  public long unreadable() {
    return unreadable.sum();
  }

  /** Batches that were not taken at once. */
  public long failures() {
    return failures.sum();
  }
}
