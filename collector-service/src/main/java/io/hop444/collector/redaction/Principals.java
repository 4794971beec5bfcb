/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import io.hop444.collector.text.Bytes;
import io.hop444.collector.text.Utf8;

/**
 * Finds accounts and mail addresses written as {@code name@domain} or {@code DOMAIN\name}, also
 * with the sign encoded as {@code %40} or {@code %5C} or, as in JSON, doubled, wherever they stand
 * in a line: in paths, queries, referers, events and columns of the operator's own.
 */
public final class Principals {

  private static final int MAX_NAME_LENGTH = 64;

  /** A shorter name is taken with its domain: alone it would match by chance. */
  private static final int MIN_NAME_LENGTH = 3;

  private static final byte[] SERVICE = {'n', 't', ' ', 's', 'e', 'r', 'v', 'i', 'c', 'e'};

  private static final long EIGHT_AT_SIGNS = Bytes.eightTimes((byte) '@');
  private static final long EIGHT_BACKSLASHES = Bytes.eightTimes((byte) '\\');
  private static final long EIGHT_PERCENTS = Bytes.eightTimes((byte) '%');

  private Principals() {}

  /** Adds the names found in {@code bytes[from, to)}, which is UTF-8. */
  public static void addTo(RowRedactor names, byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = Bytes.eightAt(bytes, at);
      long signs =
          Bytes.maybeZeroIn(
              eight ^ EIGHT_AT_SIGNS, eight ^ EIGHT_BACKSLASHES, eight ^ EIGHT_PERCENTS);
      for (; signs != 0; signs &= signs - 1) {
        addAt(names, bytes, from, at + Bytes.indexIn(signs), to);
      }
    }
    for (; at < to; at++) {
      addAt(names, bytes, from, at, to);
    }
  }

  /** Whether a backslash or a percent sign stands there: more than an account. */
  public static boolean hasDomainOrCode(byte[] bytes, int from, int to) {
    return Bytes.indexOf(bytes, from, to, (byte) '\\') >= 0
        || Bytes.indexOf(bytes, from, to, (byte) '%') >= 0;
  }

  private static void addAt(RowRedactor names, byte[] bytes, int from, int at, int to) {
    byte b = bytes[at];
    if (b == '@' || isEncoded(bytes, at, to, '4', '0')) {
      addPrincipal(names, bytes, from, at, b == '@' ? at + 1 : at + 3, to);
    } else if (b == '\\' || isEncoded(bytes, at, to, '5', 'C')) {
      addDownLevel(names, bytes, from, at, b == '\\' ? behind(bytes, at, to) : at + 3, to);
    }
  }

  private static int behind(byte[] bytes, int backslash, int to) {
    int next = backslash + 1;
    return next < to && bytes[next] == '\\' ? next + 1 : next;
  }

  private static boolean isEncoded(byte[] bytes, int at, int to, char first, char second) {
    return bytes[at] == '%'
        && at + 2 < to
        && bytes[at + 1] == first
        && (bytes[at + 2] == second || bytes[at + 2] == Character.toLowerCase(second));
  }

  private static void addPrincipal(
      RowRedactor names, byte[] bytes, int from, int sign, int domain, int to) {
    int start = startOfName(bytes, from, sign);
    int end = domain;
    while (end < to && isOfDomain(bytes[end])) {
      end++;
    }
    if (start < sign && end > domain) {
      names.addName(bytes, start, sign - start < MIN_NAME_LENGTH ? end : sign, start, sign);
    }
  }

  /** A path of folders also has backslashes, but more than one of them, or a drive. */
  private static void addDownLevel(
      RowRedactor names, byte[] bytes, int from, int sign, int name, int to) {
    int start = startOfName(bytes, from, sign);
    int end = name;
    while (end < to && end - name < MAX_NAME_LENGTH && isOfName(bytes[end])) {
      end++;
    }
    boolean path =
        (start > from && isOfPath(bytes[start - 1])) || (end < to && isOfPath(bytes[end]));
    while (end > name && (bytes[end - 1] == '.' || bytes[end - 1] == '\'')) {
      end--;
    }
    if (start < sign && end > name && !path) {
      boolean service = isOfService(bytes, from, sign);
      names.addName(bytes, service ? sign - SERVICE.length : start, end, name, end);
    }
  }

  /** {@code NT SERVICE\\name} is nobody's, whereas a domain SERVICE may hold people. */
  private static boolean isOfService(byte[] bytes, int from, int sign) {
    int start = sign - SERVICE.length;
    if (start < from || (start > from && isOfName(bytes[start - 1]))) {
      return false;
    }
    for (int i = 0; i < SERVICE.length; i++) {
      if (Utf8.lower(bytes[start + i]) != SERVICE[i]) {
        return false;
      }
    }
    return true;
  }

  private static int startOfName(byte[] bytes, int from, int end) {
    int start = end;
    while (start > from && end - start < MAX_NAME_LENGTH && isOfName(bytes[start - 1])) {
      start--;
    }
    return start;
  }

  private static boolean isOfPath(byte b) {
    return b == '\\' || b == '/' || b == ':';
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
