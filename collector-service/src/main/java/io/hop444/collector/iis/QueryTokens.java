/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import io.hop444.collector.decode.FileContext;

/** Finds the tokens that Exchange appends to the query of an IIS row, in any order and case. */
final class QueryTokens {

  private static final int GUID_LENGTH = 36;

  private QueryTokens() {}

  /**
   * The GUID behind {@code name=}, in lower case; null when there is none.
   *
   * @param lowerCaseName name with its {@code =}
   */
  static String guid(byte[] bytes, int from, int to, byte[] lowerCaseName) {
    int value = valueOf(bytes, from, to, lowerCaseName);
    while (value >= 0) {
      if (isGuid(bytes, value, to)) {
        return lowerCaseGuid(bytes, value);
      }
      value = valueOf(bytes, value, to, lowerCaseName);
    }
    return null;
  }

  /** The value behind {@code name=} up to the next {@code &} or {@code ;}, null when none. */
  static String value(byte[] bytes, int from, int to, byte[] lowerCaseName) {
    int value = valueOf(bytes, from, to, lowerCaseName);
    if (value < 0) {
      return null;
    }
    int end = value;
    while (end < to && bytes[end] != '&' && bytes[end] != ';') {
      end++;
    }
    return end == value ? null : FileContext.text(bytes, value, end);
  }

  private static int valueOf(byte[] bytes, int from, int to, byte[] name) {
    byte first = name[0];
    for (int i = from; i <= to - name.length; i++) {
      if (lower(bytes[i]) == first
          && (i == from || isDelimiter(bytes[i - 1]))
          && matches(bytes, i, name)) {
        return i + name.length;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] bytes, int at, byte[] name) {
    for (int i = 1; i < name.length; i++) {
      if (lower(bytes[at + i]) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDelimiter(byte b) {
    return b == '&' || b == ';' || b == '?';
  }

  private static boolean isGuid(byte[] bytes, int at, int to) {
    if (to - at < GUID_LENGTH) {
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

  private static String lowerCaseGuid(byte[] bytes, int at) {
    byte[] guid = new byte[GUID_LENGTH];
    for (int i = 0; i < GUID_LENGTH; i++) {
      guid[i] = lower(bytes[at + i]);
    }
    return FileContext.text(guid, 0, GUID_LENGTH);
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }
}
