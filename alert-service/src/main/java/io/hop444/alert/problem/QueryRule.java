/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.problem;

import io.hop444.schemas.names.Similar;
import io.vertx.core.MultiMap;
import java.util.List;

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
                : Similar.to(told, taken, MOST_DIFFERENCES)
                        .map(near -> "did you mean " + near + "? ")
                        .orElse("")
                    + "known are "
                    + String.join(", ", taken)));
  }
}
