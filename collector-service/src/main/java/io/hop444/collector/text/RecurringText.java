/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.text;

import java.util.Arrays;

/**
 * Texts that come again and again: methods, paths, agents, accounts, servers. Equal bytes give the
 * same String most of the time, so that neither its characters nor its hash are made anew.
 *
 * <p>Bounded: a text takes the place of another one. Safe for use by many threads: an entry is
 * immutable, and whichever thread's is found is right.
 */
public final class RecurringText {

  /** A power of two; some megabytes when all places are taken. */
  private static final int PLACES = 8_192;

  /** Longer texts rarely come again. */
  private static final int MAX_BYTES = 256;

  private static final Entry[] ENTRIES = new Entry[PLACES];

  private static final class Entry {
    private final byte[] bytes;
    private final String text;

    Entry(byte[] bytes, String text) {
      this.bytes = bytes;
      this.text = text;
    }
  }

  private RecurringText() {}

  /** The text of a piece of a UTF-8 or ANSI line. */
  public static String of(byte[] bytes, int from, int to) {
    if (to - from > MAX_BYTES) {
      return TextEncoding.UTF_8_OR_ANSI.text(bytes, from, to);
    }
    int place = Bytes.hash(bytes, from, to) & (PLACES - 1);
    Entry known = ENTRIES[place];
    if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, to)) {
      return known.text;
    }
    String text = TextEncoding.UTF_8_OR_ANSI.text(bytes, from, to);
    ENTRIES[place] = new Entry(Arrays.copyOfRange(bytes, from, to), text);
    return text;
  }
}
