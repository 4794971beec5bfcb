/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

/**
 * Finds IP addresses in columns and values that nobody defined for hop444: alone, in lists, with a
 * port, in brackets, in a {@code Forwarded} header (RFC 7239), with a zone.
 */
public final class Addresses {

  /** Longest that is looked at: an address of version 6 with one of version 4 in it. */
  private static final int MAX_LENGTH = 64;

  private Addresses() {}

  /** Adds the addresses found in {@code bytes[from, to)}. */
  public static void addTo(RowRedactor clients, byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int end = at;
      while (end < to && isOfAddress(bytes[end])) {
        end++;
      }
      if (end > at && isBorder(bytes, at - 1, from, to)) {
        add(clients, bytes, at, end, from, to);
      }
      at = end + 1;
    }
  }

  private static void add(RowRedactor clients, byte[] bytes, int at, int end, int from, int to) {
    int addressEnd = end - at > MAX_LENGTH ? -1 : addressEnd(bytes, at, end);
    if (addressEnd < 0) {
      return;
    }
    int whole = addressEnd;
    if (whole == end && end < to && bytes[end] == '%') {
      do {
        whole++;
      } while (whole < to && isLetterOrDigit(bytes[whole]));
    }
    if (isBorder(bytes, whole, from, to)) {
      clients.addAddress(bytes, at, whole);
    }
  }

  /** Where the address ends that starts at {@code at}, a port not included; -1 when it is none. */
  private static int addressEnd(byte[] bytes, int at, int end) {
    int colons = 0;
    int colon = -1;
    boolean shortened = false;
    int last = end;
    while (last > at && bytes[last - 1] == '.') {
      last--;
    }
    for (int i = at; i < last; i++) {
      if (bytes[i] == ':') {
        shortened |= i > at && bytes[i - 1] == ':';
        colon = i;
        colons++;
      }
    }
    if (colons <= 1) {
      int octetsEnd = colons == 0 ? last : colon;
      return isVersion4(bytes, at, octetsEnd) ? octetsEnd : -1;
    }
    int group = colon + 1;
    boolean tail = last == group || isGroup(bytes, group, last) || isVersion4(bytes, group, last);
    int full = isVersion4(bytes, group, last) ? 6 : 7;
    return tail && (shortened || colons == full) && areGroups(bytes, at, colon) && last - at > 2
        ? last
        : -1;
  }

  private static boolean areGroups(byte[] bytes, int from, int to) {
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || bytes[i] == ':') {
        if (i > start && !isGroup(bytes, start, i)) {
          return false;
        }
        start = i + 1;
      }
    }
    return true;
  }

  /** Up to four hexadecimal digits. */
  private static boolean isGroup(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '.') {
        return false;
      }
    }
    return to - from >= 1 && to - from <= 4;
  }

  private static boolean isVersion4(byte[] bytes, int from, int to) {
    int octets = 0;
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || bytes[i] == '.') {
        if (!isOctet(bytes, start, i)) {
          return false;
        }
        octets++;
        start = i + 1;
      }
    }
    return octets == 4;
  }

  private static boolean isOctet(byte[] bytes, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = value * 10 + digit;
    }
    return to > from && to - from <= 3 && value <= 255;
  }

  private static boolean isOfAddress(byte b) {
    return b == '.' || b == ':' || (b >= 0 && Character.digit(b, 16) >= 0);
  }

  /** Neither letters nor digits run on there. */
  private static boolean isBorder(byte[] bytes, int at, int from, int to) {
    return at < from || at >= to || !isLetterOrDigit(bytes[at]);
  }

  private static boolean isLetterOrDigit(byte b) {
    return b < 0
        || (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '_';
  }
}
