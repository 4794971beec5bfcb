/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas.names;

import java.util.Collection;
import java.util.Optional;

/**
 * Finds what was meant by a misspelt option, setting or parameter: the name with the fewest letters
 * that differ.
 */
public final class Similar {

  private Similar() {}

  /** The nearest name, when it is near and more of it is right than wrong. */
  public static Optional<String> to(String written, Collection<String> names, int mostDifferences) {
    String nearest = null;
    int least = mostDifferences + 1;
    for (String name : names) {
      int differences = differences(written, name);
      if (differences > 0 && differences < least && 2 * differences < name.length()) {
        least = differences;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Letters to add, take away or change (Levenshtein). */
  private static int differences(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
