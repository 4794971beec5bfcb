/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.text;

import java.util.Arrays;

/**
 * What was made of pieces of bytes that come again and again: accounts, agents, addresses. Equal
 * bytes give the same value most of the time; there is no promise, for a piece takes the place of
 * another one. So it is bounded, and nothing is ever cleared at once.
 *
 * <p>Safe for use by many threads: an entry is immutable, and whichever thread's is found is right.
 */
public final class ByteCache<V> {

  /** Longer pieces rarely come again. */
  private static final int MAX_BYTES = 256;

  private final Entry<V>[] entries;

  private static final class Entry<V> {
    private final byte[] bytes;
    private final V value;

    Entry(byte[] bytes, V value) {
      this.bytes = bytes;
      this.value = value;
    }

    boolean isOf(byte[] piece, int from, int to) {
      return Arrays.equals(bytes, 0, bytes.length, piece, from, to);
    }
  }

  /**
   * @param places how many pieces it holds at most; a power of two, at least 2
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public ByteCache(int places) {
    if (Integer.bitCount(places) != 1 || places < 2) {
      throw new IllegalArgumentException(places + " is no power of two from 2 on");
    }
    entries = new Entry[places];
  }

  /** The value of these bytes; null when it is not known, or not any more. */
  public V get(byte[] bytes, int from, int to) {
    int place = place(bytes, from, to);
    Entry<V> known = entries[place];
    if (known == null || !known.isOf(bytes, from, to)) {
      known = entries[place + 1];
      if (known == null || !known.isOf(bytes, from, to)) {
        return null;
      }
    }
    return known.value;
  }

  /** Remembers the value of these bytes, unless they are many. */
  public void put(byte[] bytes, int from, int to, V value) {
    if (to - from <= MAX_BYTES) {
      int place = place(bytes, from, to);
      // What came first moves over, what came before that is lost.
      entries[place + 1] = entries[place];
      entries[place] = new Entry<>(Arrays.copyOfRange(bytes, from, to), value);
    }
  }

  /** The first of its two places. */
  private int place(byte[] bytes, int from, int to) {
    return Bytes.hash(bytes, from, to) & (entries.length - 2);
  }
}
