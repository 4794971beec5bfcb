/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.text;

/**
 * Texts that come again and again: methods, paths, agents, accounts, servers. Equal bytes give the
 * same String most of the time, so that neither its characters nor its hash are made anew. Safe for
 * use by many threads.
 */
public final class RecurringText {

  /** Some megabytes when all places are taken. */
  private static final ByteCache<String> TEXTS = new ByteCache<>(8_192);

  private RecurringText() {}

  /** The text of a piece of a UTF-8 or ANSI line. */
  public static String of(byte[] bytes, int from, int to) {
    String known = TEXTS.get(bytes, from, to);
    if (known == null) {
      known = TextEncoding.UTF_8_OR_ANSI.text(bytes, from, to);
      TEXTS.put(bytes, from, to, known);
    }
    return known;
  }
}
