/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.Cells;
import io.hop444.collector.decode.FileContext;
import io.hop444.collector.text.Bytes;
import java.util.Arrays;

/** The fields of one line, cut in place. One instance is used for all lines of a file. */
final class W3cRow implements Cells {

  private static final long EIGHT_BLANKS = Bytes.eightTimes((byte) ' ');
  private static final long EIGHT_TABS = Bytes.eightTimes((byte) '\t');

  private byte[] bytes = new byte[0];
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int count;

  /** Cuts the line at its blanks; a blank at the line's end does not count. */
  void split(byte[] line, int from, int to) {
    bytes = line;
    int end = to;
    while (end > from && isBlank(line[end - 1])) {
      end--;
    }
    int fields = 0;
    int start = from;
    int at = from;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long eight = Bytes.eightAt(line, at);
      long blanks = Bytes.equalIn(eight, EIGHT_BLANKS) | Bytes.equalIn(eight, EIGHT_TABS);
      for (; blanks != 0; blanks &= blanks - 1) {
        int blank = at + Bytes.indexIn(blanks);
        add(fields++, start, blank);
        start = blank + 1;
      }
    }
    for (; at < end; at++) {
      if (isBlank(line[at])) {
        add(fields++, start, at);
        start = at + 1;
      }
    }
    add(fields++, start, end);
    count = fields;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** The {@code -} of an empty value becomes one that ends where it starts. */
  private void add(int index, int start, int end) {
    if (index == starts.length) {
      starts = Arrays.copyOf(starts, index * 2);
      ends = Arrays.copyOf(ends, index * 2);
    }
    starts[index] = start;
    ends[index] = end - start == 1 && bytes[start] == '-' ? start : end;
  }

  int count() {
    return count;
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int start(int index) {
    return index < 0 ? 0 : starts[index];
  }

  @Override
  public int end(int index) {
    return index < 0 ? 0 : ends[index];
  }

  /** Whether the column is missing, or holds the {@code -} of an empty value. */
  boolean isEmpty(int index) {
    return index < 0 || ends[index] == starts[index];
  }

  /** The value, null when empty. */
  String text(int index) {
    return isEmpty(index) ? null : FileContext.text(bytes, starts[index], ends[index]);
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
