/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/** Holds what is written to it until it is read back in the same order: how a state is copied. */
final class StateTape implements StateWriter, StateReader {

  private static final Object NO_TEXT = new Object();

  private final Queue<Object> texts = new ArrayDeque<>();

  /** Sets have thousands of numbers, which nobody needs in order here. */
  private final Queue<LongSet> sets = new ArrayDeque<>();

  private long[] numbers = new long[256];
  private int written;
  private int read;

  @Override
  public void text(String value) {
    texts.add(value == null ? NO_TEXT : value);
  }

  @Override
  public String text() {
    Object value = texts.remove();
    return value == NO_TEXT ? null : (String) value;
  }

  @Override
  public void number(long value) {
    if (written == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * written);
    }
    numbers[written++] = value;
  }

  @Override
  public long number() {
    return numbers[read++];
  }

  @Override
  public void longs(LongSet set) {
    sets.add(set.copy());
  }

  @Override
  public LongSet longs(int bound) {
    return sets.remove();
  }

  @Override
  public void flag(boolean value) {
    number(value ? 1 : 0);
  }

  @Override
  public boolean flag() {
    return number() != 0;
  }
}
