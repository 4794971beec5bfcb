/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.FileContext;
import java.util.Arrays;

/** The fields of one line, cut in place. One instance is used for all lines of a file. */
final class W3cRow {

  private byte[] bytes = new byte[0];
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int count;

  /** Cuts the line at its blanks; a blank at the line's end does not count. */
  void split(byte[] line, int from, int to) {
    bytes = line;
    count = 0;
    int end = to;
    while (end > from && (line[end - 1] == ' ' || line[end - 1] == '\t')) {
      end--;
    }
    int start = from;
    for (int i = from; i <= end; i++) {
      if (i == end || line[i] == ' ' || line[i] == '\t') {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
          ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count] = i;
        count++;
        start = i + 1;
      }
    }
  }

  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int index) {
    return starts[index];
  }

  int end(int index) {
    return ends[index];
  }

  /** Whether the column is missing, or holds the {@code -} of an empty value. */
  boolean isEmpty(int index) {
    return index < 0
        || ends[index] == starts[index]
        || (ends[index] - starts[index] == 1 && bytes[starts[index]] == '-');
  }

  /** The value, null when empty. */
  String text(int index) {
    return isEmpty(index) ? null : FileContext.recurringText(bytes, starts[index], ends[index]);
  }

  /**
   * A whole number that is not negative.
   *
   * @param whenEmpty the answer where the column is missing or empty
   * @return -1 when it is no such number
   */
  long number(int index, long whenEmpty) {
    if (isEmpty(index)) {
      return whenEmpty;
    }
    long value = 0;
    if (ends[index] - starts[index] > 18) {
      return -1;
    }
    for (int i = starts[index]; i < ends[index]; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
