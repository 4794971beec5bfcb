/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A bounded set of non-zero longs in one array: 8 to 16 bytes an element. When full it takes no
 * more and says so.
 */
public final class LongSet {

  private final int bound;
  private long[] slots;
  private int size;
  private boolean overflowed;

  LongSet(int bound) {
    this.bound = bound;
    this.slots = new long[16];
  }

  private LongSet(LongSet other) {
    this.bound = other.bound;
    this.slots = other.slots.clone();
    this.size = other.size;
    this.overflowed = other.overflowed;
  }

  LongSet copy() {
    return new LongSet(this);
  }

  /** Returns true when the value is new, also when it could not be kept. */
  boolean add(long value) {
    if (contains(value)) {
      return false;
    }
    if (size >= bound) {
      overflowed = true;
      return true;
    }
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    insert(value);
    size++;
    return true;
  }

  boolean contains(long value) {
    int slot = slotOf(value);
    while (slots[slot] != 0) {
      if (slots[slot] == value) {
        return true;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return false;
  }

  int size() {
    return size;
  }

  /** True when a value was turned away: {@link #size()} is then a lower bound. */
  boolean overflowed() {
    return overflowed;
  }

  void forEach(LongConsumer action) {
    for (long value : slots) {
      if (value != 0) {
        action.accept(value);
      }
    }
  }

  private int slotOf(long value) {
    return (int) (value ^ (value >>> 32)) & (slots.length - 1);
  }

  private void insert(long value) {
    int slot = slotOf(value);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = value;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long value : old) {
      if (value != 0) {
        insert(value);
      }
    }
  }

  void writeTo(StateWriter out) {
    out.longs(this);
  }

  /** Sorted, so that equal sets are written as equal bytes. */
  void writeSorted(StateWriter out) {
    long[] values = new long[size];
    int count = 0;
    for (long value : slots) {
      if (value != 0) {
        values[count++] = value;
      }
    }
    Arrays.sort(values);
    out.flag(overflowed);
    out.number(size);
    for (long value : values) {
      out.number(value);
    }
  }

  static LongSet readFrom(StateReader in, int bound) {
    return in.longs(bound);
  }

  static LongSet readSorted(StateReader in, int bound) {
    LongSet set = new LongSet(bound);
    boolean overflowed = in.flag();
    long count = in.number();
    for (long i = 0; i < count; i++) {
      set.add(in.number());
    }
    set.overflowed = overflowed;
    return set;
  }
}
