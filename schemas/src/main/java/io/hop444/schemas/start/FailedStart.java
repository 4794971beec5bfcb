/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas.start;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a service's process ends: with a status of its own where the settings are wrong, which
 * starting it again does not mend. The same for all services, so that one unit serves them.
 */
public final class FailedStart {

  /** Status of a process whose settings are wrong. */
  public static final int WRONG_SETTINGS = 2;

  /** By name: what is shared has no framework. */
  private static final Set<String> OF_FRAMEWORK =
      Set.of(
          "io.quarkus.runtime.configuration.ConfigurationException",
          "io.smallrye.config.ConfigValidationException");

  private static final Pattern NAMES_A_KEY =
      Pattern.compile("(alert|collector|correlator|quarkus)\\.[a-z].*", Pattern.DOTALL);

  private FailedStart() {}

  /**
   * Ends the process.
   *
   * @param status it would have
   * @param failure null where there is none
   */
  public static void exit(int status, Throwable failure) {
    System.exit(statusOf(status, failure));
  }

  /** The status for this failure, or the one it would have. */
  static int statusOf(int status, Throwable failure) {
    boolean wrongSetting = false;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof IOException) {
        // A file or a host may be there next time.
        return status;
      }
      wrongSetting |= isOfSetting(each);
    }
    return wrongSetting ? WRONG_SETTINGS : status;
  }

  private static boolean isOfSetting(Throwable failure) {
    return failure instanceof WrongSetting
        || OF_FRAMEWORK.contains(failure.getClass().getName())
        || (failure instanceof IllegalArgumentException
            && failure.getMessage() != null
            && NAMES_A_KEY.matcher(failure.getMessage()).matches());
  }
}
