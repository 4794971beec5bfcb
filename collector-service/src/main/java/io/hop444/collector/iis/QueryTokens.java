/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.FileContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the tokens that Exchange appends to the query of an IIS row, in any order and case. One
 * instance is used for all rows of a file.
 */
final class QueryTokens {

  private static final int GUID_LENGTH = 36;

  private byte[] bytes = new byte[0];
  private int[] starts = new int[16];
  private int count;
  private int end;

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
    for (int i = from; i < to; i++) {
      byte b = line[i];
      if (b == '&' || b == ';' || b == '?') {
        add(start, i);
        start = i + 1;
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

  /** The GUID behind the name, in lower case; null when there is none. */
  String guid(Name name) {
    for (int i = 0; i < count; i++) {
      int value = valueOf(i, name);
      if (value >= 0 && isGuid(value)) {
        return lowerCaseGuid(value);
      }
    }
    return null;
  }

  /** The value behind the name up to the next {@code &} or {@code ;}, null when none. */
  String value(Name name) {
    for (int i = 0; i < count; i++) {
      int value = valueOf(i, name);
      if (value >= 0) {
        int to = value;
        while (to < end && bytes[to] != '&' && bytes[to] != ';') {
          to++;
        }
        return to == value ? null : FileContext.recurringText(bytes, value, to);
      }
    }
    return null;
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
      if (lower(bytes[start + i]) != wanted[i]) {
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
      byte b = lower(bytes[at + i]);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? b != '-' : !((b >= '0' && b <= '9') || (b >= 'a' && b <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  private String lowerCaseGuid(int at) {
    byte[] guid = new byte[GUID_LENGTH];
    for (int i = 0; i < GUID_LENGTH; i++) {
      guid[i] = lower(bytes[at + i]);
    }
    return new String(guid, StandardCharsets.ISO_8859_1);
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }
}
