/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.redaction.Addresses;
import io.hop444.collector.redaction.RowRedactor;
import java.util.List;
import java.util.Locale;

/**
 * Columns that are not the format's own: operators log further headers, newer builds add columns.
 * Nothing is known of their values, so names and addresses are searched in them, and where the
 * column's name says that it holds an account the whole value is taken for one. Immutable.
 */
public final class OwnColumns {

  private static final List<String> OF_ACCOUNTS =
      List.of("user", "account", "login", "mailbox", "principal", "upn", "identity");

  private final int[] columns;
  private final boolean[] ofAccounts;

  /**
   * @param columns their places in a row
   * @param names their names, in the same order
   */
  public OwnColumns(List<Integer> columns, List<String> names) {
    this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
    this.ofAccounts = new boolean[this.columns.length];
    for (int i = 0; i < ofAccounts.length; i++) {
      String name = names.get(i).toLowerCase(Locale.ROOT);
      ofAccounts[i] = !name.contains("agent") && OF_ACCOUNTS.stream().anyMatch(name::contains);
    }
  }

  /** Adds the people and addresses of one row. */
  public void addTo(RowRedactor words, Cells row) {
    for (int i = 0; i < columns.length; i++) {
      int start = row.start(columns[i]);
      int end = row.end(columns[i]);
      Addresses.addTo(words, row.bytes(), start, end);
      if (ofAccounts[i] && hasLetter(row.bytes(), start, end)) {
        words.addName(row.bytes(), start, end);
      }
    }
  }

  /** A number is no name, and would be found in every other column. */
  private static boolean hasLetter(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0 || Character.isLetter(bytes[i])) {
        return true;
      }
    }
    return false;
  }
}
