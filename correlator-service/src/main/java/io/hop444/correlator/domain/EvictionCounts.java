/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

/** How often each {@link Eviction} happened. Not safe for use by several threads. */
public final class EvictionCounts {

  private static final Eviction[] KINDS = Eviction.values();

  private final long[] counts = new long[KINDS.length];

  /** Counts one. */
  void count(Eviction kind) {
    add(kind, 1);
  }

  /** Counts several. */
  @SuppressWarnings("EnumOrdinal") // A place in memory; what is written carries the names.
  void add(Eviction kind, long times) {
    counts[kind.ordinal()] += times;
  }

  /** How often this happened. */
  @SuppressWarnings("EnumOrdinal")
  public long of(Eviction kind) {
    return counts[kind.ordinal()];
  }

  /** How often anything was forgotten. */
  public long total() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  void writeTo(StateWriter out) {
    for (Eviction kind : KINDS) {
      if (of(kind) > 0) {
        out.text(kind.name());
        out.number(of(kind));
      }
    }
    out.text(null);
  }

  void readFrom(StateReader in) {
    for (String name = in.text(); name != null; name = in.text()) {
      add(Eviction.valueOf(name), in.number());
    }
  }
}
