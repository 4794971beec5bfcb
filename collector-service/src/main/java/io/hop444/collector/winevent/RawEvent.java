/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Windows event as some shipper wrote it, before anything is made of it. Filled by the parser of
 * the shipper's form.
 */
final class RawEvent {

  private static final int MAX_VALUE_LENGTH = 2_048;
  private static final int MAX_VALUES = 128;

  String provider;
  String providerGuid;
  String eventSource;
  int eventId = -1;
  Long recordId;
  String channel;
  String computer;
  String message;
  String binary;
  long atMillis = Long.MIN_VALUE;
  final Map<String, String> data = new LinkedHashMap<>();

  /** Accounts that the shipper told apart from the event's own values. */
  final List<String> people = new ArrayList<>();

  /** Addresses that it told so. */
  final List<String> clients = new ArrayList<>();

  private int unnamed;

  /** Adds a value; {@code param3} and the third value without a name are both {@code 3}. */
  void add(String name, String value) {
    if (name == null || name.isEmpty()) {
      unnamed++;
      put(Integer.toString(unnamed), value);
    } else if (name.equals("Binary")) {
      binary(value);
    } else {
      put(isPositional(name) ? name.substring(5) : name, value);
    }
  }

  /**
   * Takes the id, which has 16 bits: a larger number is one with its qualifiers, as Windows' older
   * interface tells it.
   *
   * @param written negative when there is none
   */
  void eventId(long written) {
    eventId = written < 0 || written > 0xFFFF_FFFFL ? -1 : (int) (written & 0xFFFF);
  }

  /** Hexadecimal digits of the event's binary data. */
  void binary(String hexadecimal) {
    String digits = hexadecimal.replaceAll("[^0-9A-Fa-f]", "");
    if (!digits.isEmpty()) {
      String kept = digits.substring(0, Math.min(digits.length(), MAX_VALUE_LENGTH));
      binary = kept.toUpperCase(java.util.Locale.ROOT);
    }
  }

  void put(String name, String value) {
    if (data.size() < MAX_VALUES) {
      data.putIfAbsent(clean(cut(name, 128)), clean(cut(value, MAX_VALUE_LENGTH)));
    }
  }

  /** The character NUL is what no store accepts. */
  private static String clean(String text) {
    return text.replace('\0', '\uFFFD');
  }

  private static boolean isPositional(String name) {
    if (name.length() < 6 || !name.startsWith("param")) {
      return false;
    }
    for (int i = 5; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  static String cut(String text, int maxLength) {
    return text.length() <= maxLength ? text : text.substring(0, maxLength);
  }
}
