/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas.start;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.Set;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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

  /** The framework's own, which tells of a failed start. Kept here, or its filter may be lost. */
  private static final Logger TELLING = Logger.getLogger("io.quarkus.runtime.Application");

  /** Tells of beans that cannot be made when their time comes first, which the start then tells. */
  private static final Logger SCHEDULER =
      Logger.getLogger("io.quarkus.scheduler.common.runtime.StatusEmitterInvoker");

  private FailedStart() {}

  /** From now on a start that fails for a setting says so in one line, without a stack trace. */
  public static void tellSettingsInOneLine() {
    TELLING.setFilter(FailedStart::shorten);
    SCHEDULER.setFilter(FailedStart::isOfNoSetting);
  }

  /** Whether something else failed than a setting. */
  static boolean isOfNoSetting(LogRecord telling) {
    for (Throwable each = telling.getThrown(); each != null; each = each.getCause()) {
      if (isOfSetting(each)) {
        return false;
      }
    }
    return true;
  }

  /** Always true: nothing is left out but the way to the failure. */
  static boolean shorten(LogRecord telling) {
    settingOf(telling.getThrown())
        .ifPresent(
            what -> {
              telling.setMessage("The service does not start: " + what);
              telling.setParameters(null);
              telling.setThrown(null);
            });
    return true;
  }

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

  /** What a failure says of a setting or of a file that one names; empty where it says nothing. */
  private static Optional<String> settingOf(Throwable failure) {
    Throwable telling = null;
    FileSystemException file = null;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (telling == null && isOfSetting(each)) {
        telling = each;
      }
      if (each instanceof NoSuchFileException || each instanceof AccessDeniedException) {
        file = (FileSystemException) each;
      }
    }
    if (telling == null && file == null) {
      return Optional.empty();
    }
    String why = file instanceof AccessDeniedException ? "may not be read" : "does not exist";
    if (telling == null) {
      return Optional.of(
          file.getFile() + " " + why + "; hop444 check-config says which setting names it");
    }
    return Optional.of(telling.getMessage() + (file == null ? "" : " (" + why + ")"));
  }

  private static boolean isOfSetting(Throwable failure) {
    return failure instanceof WrongSetting
        || OF_FRAMEWORK.contains(failure.getClass().getName())
        || (failure instanceof IllegalArgumentException
            && failure.getMessage() != null
            && NAMES_A_KEY.matcher(failure.getMessage()).matches());
  }
}
