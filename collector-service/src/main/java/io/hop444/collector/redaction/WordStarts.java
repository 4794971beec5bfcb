/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import io.hop444.collector.text.Bytes;
import java.util.Arrays;

/**
 * The first two bytes of the words of a row, in lower case. They are searched for in eight places
 * at once. Used by one thread.
 */
final class WordStarts {

  private static final long EIGHT_FOLDS = Bytes.eightTimes(Word.FOLD);

  private long[] firsts = new long[8];
  private long[] seconds = new long[8];
  private int count;

  void clear() {
    count = 0;
  }

  void add(Word word) {
    for (int i = 0; i < count; i++) {
      if (firsts[i] == word.eightFirsts() && seconds[i] == word.eightSeconds()) {
        return;
      }
    }
    if (count == firsts.length) {
      firsts = Arrays.copyOf(firsts, count * 2);
      seconds = Arrays.copyOf(seconds, count * 2);
    }
    firsts[count] = word.eightFirsts();
    seconds[count] = word.eightSeconds();
    count++;
  }

  /** Marks the bytes of the eight from {@code at} on where a word may start, and maybe others. */
  long in(byte[] text, int at) {
    long here = Bytes.eightAt(text, at) | EIGHT_FOLDS;
    long next = Bytes.eightAt(text, at + 1) | EIGHT_FOLDS;
    long maybe = 0;
    for (int i = 0; i < count; i++) {
      maybe |= Bytes.maybeZeroIn((here ^ firsts[i]) | (next ^ seconds[i]));
    }
    return maybe;
  }

  /**
   * Where the next eight bytes are in which a word may start or that are not ASCII, or the last
   * ones. There is at least one word.
   */
  int next(byte[] text, int since, int last) {
    return count <= 2 ? nextOfTwo(text, since, last) : nextOfMany(text, since, last);
  }

  private int nextOfTwo(byte[] text, int since, int last) {
    int other = count - 1;
    long first0 = firsts[0];
    long second0 = seconds[0];
    long first1 = firsts[other];
    long second1 = seconds[other];
    int at = since;
    for (; at < last; at += Long.BYTES) {
      long here = Bytes.eightAt(text, at) | EIGHT_FOLDS;
      long next = Bytes.eightAt(text, at + 1) | EIGHT_FOLDS;
      long maybe =
          Bytes.maybeZeroOrNotAsciiIn(
              (here ^ first0) | (next ^ second0), (here ^ first1) | (next ^ second1), here | next);
      if (maybe != 0) {
        return at;
      }
    }
    return last;
  }

  /** Four are compared at once: few rows need more. */
  private int nextOfMany(byte[] text, int since, int last) {
    long first0 = firsts[0];
    long second0 = seconds[0];
    long first1 = firsts[1];
    long second1 = seconds[1];
    long first2 = firsts[2];
    long second2 = seconds[2];
    int other = Math.min(3, count - 1);
    long first3 = firsts[other];
    long second3 = seconds[other];
    int at = since;
    for (; at < last; at += Long.BYTES) {
      long here = Bytes.eightAt(text, at) | EIGHT_FOLDS;
      long next = Bytes.eightAt(text, at + 1) | EIGHT_FOLDS;
      long maybe =
          Bytes.maybeZeroOrNotAsciiIn(
                  (here ^ first0) | (next ^ second0),
                  (here ^ first1) | (next ^ second1),
                  here | next)
              | Bytes.maybeZeroOrNotAsciiIn(
                  (here ^ first2) | (next ^ second2), (here ^ first3) | (next ^ second3), 0);
      for (int i = 4; i < count; i++) {
        maybe |= Bytes.maybeZeroIn((here ^ firsts[i]) | (next ^ seconds[i]));
      }
      if (maybe != 0) {
        return at;
      }
    }
    return last;
  }
}
