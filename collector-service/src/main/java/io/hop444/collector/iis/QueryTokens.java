/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.text.Bytes;
import io.hop444.collector.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the tokens that Exchange appends to the query of an IIS row, in any order and case. One
 * instance is used for all rows of a file.
 */
final class QueryTokens {

  private static final int GUID_LENGTH = 36;
  private static final long EIGHT_ANDS = Bytes.eightTimes((byte) '&');
  private static final long EIGHT_SEMICOLONS = Bytes.eightTimes((byte) ';');
  private static final long EIGHT_QUESTION_MARKS = Bytes.eightTimes((byte) '?');

  private byte[] bytes = new byte[0];
  private int[] starts = new int[16];
  private int count;
  private int end;
  private int valueStart;
  private int valueEnd;

  /** A name with its {@code =}, in lower case. */
  static final class Name {

    private final byte[] lowerCase;

    private Name(byte[] lowerCase) {
      this.lowerCase = lowerCase;
    }

    static Name of(String name) {
      return new Name((name + "=").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Cuts the query in {@code bytes[from, to)} at {@code &}, {@code ;} and {@code ?}. */
  void split(byte[] line, int from, int to) {
    bytes = line;
    end = to;
    count = 0;
    int start = from;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = Bytes.eightAt(line, at);
      long cuts =
          Bytes.equalIn(eight, EIGHT_ANDS)
              | Bytes.equalIn(eight, EIGHT_SEMICOLONS)
              | Bytes.equalIn(eight, EIGHT_QUESTION_MARKS);
      for (; cuts != 0; cuts &= cuts - 1) {
        int cut = at + Bytes.indexIn(cuts);
        add(start, cut);
        start = cut + 1;
      }
    }
    for (; at < to; at++) {
      byte b = line[at];
      if (b == '&' || b == ';' || b == '?') {
        add(start, at);
        start = at + 1;
      }
    }
    add(start, to);
  }

  private void add(int start, int to) {
    if (start == to) {
      return;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = start;
  }

  /** Finds the GUID behind the name: then it is the value. */
  boolean findGuid(Name name) {
    for (int i = 0; i < count; i++) {
      int value = valueOf(i, name);
      if (value >= 0 && isGuid(value)) {
        valueStart = value;
        valueEnd = value + GUID_LENGTH;
        return true;
      }
    }
    return false;
  }

  /** Finds the value behind the name, up to the next {@code &} or {@code ;}. */
  boolean find(Name name) {
    for (int i = 0; i < count; i++) {
      int value = valueOf(i, name);
      if (value >= 0) {
        int to = value;
        while (to < end && bytes[to] != '&' && bytes[to] != ';') {
          to++;
        }
        valueStart = value;
        valueEnd = to;
        return to > value;
      }
    }
    return false;
  }

  /** The line that was cut. */
  byte[] bytes() {
    return bytes;
  }

  /** Start of what was found last. */
  int valueStart() {
    return valueStart;
  }

  /** End of what was found last. */
  int valueEnd() {
    return valueEnd;
  }

  /** Whether the name is there with a value. */
  boolean has(Name name) {
    for (int i = 0; i < count; i++) {
      int value = valueOf(i, name);
      if (value >= 0) {
        return value < end && bytes[value] != '&' && bytes[value] != ';';
      }
    }
    return false;
  }

  private int valueOf(int token, Name name) {
    byte[] wanted = name.lowerCase;
    int start = starts[token];
    if (end - start < wanted.length) {
      return -1;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (Utf8.lower(bytes[start + i]) != wanted[i]) {
        return -1;
      }
    }
    return start + wanted.length;
  }

  private boolean isGuid(int at) {
    if (end - at < GUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < GUID_LENGTH; i++) {
      byte b = Utf8.lower(bytes[at + i]);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? b != '-' : !((b >= '0' && b <= '9') || (b >= 'a' && b <= 'f'))) {
        return false;
      }
    }
    return true;
  }
}
