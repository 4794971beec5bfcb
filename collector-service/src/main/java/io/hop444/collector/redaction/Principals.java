/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import io.hop444.collector.text.Bytes;

/**
 * Finds accounts and mail addresses written as {@code name@domain}, also with the sign encoded as
 * {@code %40}, wherever they stand in a line: in paths, queries, referers and columns of the
 * operator's own.
 */
public final class Principals {

  private static final int MAX_NAME_LENGTH = 64;

  /** A shorter name is taken with its domain: alone it would match by chance. */
  private static final int MIN_NAME_LENGTH = 3;

  private static final long EIGHT_AT_SIGNS = Bytes.eightTimes((byte) '@');
  private static final long EIGHT_PERCENTS = Bytes.eightTimes((byte) '%');

  private Principals() {}

  /** Adds the names found in {@code bytes[from, to)}, which is UTF-8. */
  public static void addTo(RowRedactor names, byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = Bytes.eightAt(bytes, at);
      long signs = Bytes.equalIn(eight, EIGHT_AT_SIGNS) | Bytes.equalIn(eight, EIGHT_PERCENTS);
      for (; signs != 0; signs &= signs - 1) {
        addAt(names, bytes, from, at + Bytes.indexIn(signs), to);
      }
    }
    for (; at < to; at++) {
      addAt(names, bytes, from, at, to);
    }
  }

  private static void addAt(RowRedactor names, byte[] bytes, int from, int at, int to) {
    int width = signAt(bytes, at, to);
    if (width > 0) {
      add(names, bytes, from, at, at + width, to);
    }
  }

  private static int signAt(byte[] bytes, int at, int to) {
    if (bytes[at] == '@') {
      return 1;
    }
    return bytes[at] == '%' && at + 2 < to && bytes[at + 1] == '4' && bytes[at + 2] == '0' ? 3 : 0;
  }

  private static void add(RowRedactor names, byte[] bytes, int from, int sign, int domain, int to) {
    int start = sign;
    while (start > from && sign - start < MAX_NAME_LENGTH && isOfName(bytes[start - 1])) {
      start--;
    }
    int end = domain;
    while (end < to && isOfDomain(bytes[end])) {
      end++;
    }
    if (start == sign || end == domain) {
      return;
    }
    names.addName(bytes, start, sign - start < MIN_NAME_LENGTH ? end : sign);
  }

  private static boolean isOfName(byte b) {
    return isOfDomain(b) || b == '_' || b == '+' || b == '\'' || b == '$' || b < 0;
  }

  private static boolean isOfDomain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '.'
        || b == '-';
  }
}
