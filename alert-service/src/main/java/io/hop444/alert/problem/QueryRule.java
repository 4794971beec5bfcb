/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.problem;

import io.vertx.core.MultiMap;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands behind the question mark is looked at or refused: a misspelt filter that is ignored
 * shows everything, and looks like an answer.
 */
public final class QueryRule {

  private static final int LONGEST_TOLD = 40;
  private static final int MOST_DIFFERENCES = 2;

  private QueryRule() {}

  /**
   * @param given names in any case, as they are where the parameters are read
   * @param taken names of the parameters that the call looks at
   * @throws Problem 400 when there is another one, or one is there more than once
   */
  public static void check(MultiMap given, List<String> taken) {
    for (String name : given.names()) {
      if (taken.stream().noneMatch(name::equalsIgnoreCase)) {
        throw unknown(name, taken);
      }
      if (given.getAll(name).size() > 1) {
        throw Problem.badRequest(
            "the parameter " + name + " is there more than once; give it once");
      }
    }
  }

  private static Problem unknown(String name, List<String> taken) {
    String told = name.substring(0, Math.min(name.length(), LONGEST_TOLD));
    return Problem.badRequest(
        "the parameter "
            + told
            + " is unknown; "
            + (taken.isEmpty()
                ? "this call takes none"
                : meant(told, taken).map(near -> "did you mean " + near + "? ").orElse("")
                    + "known are "
                    + String.join(", ", taken)));
  }

  /** The nearest name, when more of it is right than wrong. */
  private static Optional<String> meant(String written, Collection<String> names) {
    String nearest = null;
    int least = MOST_DIFFERENCES + 1;
    for (String name : names) {
      int differences =
          differences(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (differences < least && 2 * differences < name.length()) {
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
