/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.nio.charset.StandardCharsets;

/**
 * Gives equal texts as one object, as long as no other of the same place came between: a cache
 * without bookkeeping. Not safe for use by several threads.
 */
final class RepeatedTexts {

  private static final int PLACES = 4_096;
  private static final int LONGEST = 256;

  private final String[] texts = new String[PLACES];

  String of(byte[] utf8, int from, int length) {
    if (length > LONGEST) {
      return new String(utf8, from, length, StandardCharsets.UTF_8);
    }
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + utf8[i];
    }
    int place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    String known = texts[place];
    if (known != null && isThat(known, utf8, from, length)) {
      return known;
    }
    String text = new String(utf8, from, length, StandardCharsets.UTF_8);
    texts[place] = text;
    return text;
  }

  /** False also for texts with others than ASCII's characters, which are rare where it matters. */
  private static boolean isThat(String known, byte[] utf8, int from, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != utf8[from + i]) {
        return false;
      }
    }
    return true;
  }
}
