/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The columns that a {@code #Fields:} line names, in any order. Names ignore case. */
final class W3cHeader {

  private final Map<String, Integer> indexes = new HashMap<>();
  private final String[] names;

  private W3cHeader(String[] names) {
    this.names = names;
    for (int i = 0; i < names.length; i++) {
      names[i] = names[i].toLowerCase(Locale.ROOT);
      indexes.putIfAbsent(names[i], i);
    }
  }

  /**
   * @param names what stands behind {@code #Fields:}
   */
  static W3cHeader of(String names) {
    return new W3cHeader(names.trim().split("[ \t]+"));
  }

  int columns() {
    return names.length;
  }

  /** Name of a column in lower case. */
  String name(int index) {
    return names[index];
  }

  /** Index of a column, -1 when the file has none of that name. */
  int index(String lowerCaseName) {
    return indexes.getOrDefault(lowerCaseName, -1);
  }
}
