/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Reads values of options, and says in the user's words what is wrong with one. */
final class OptionValues {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})([smhd])");

  private OptionValues() {}

  /** As in the services' settings: {@code 90s}, {@code 4m}, or as ISO 8601 writes it. */
  static Duration duration(String text) {
    Matcher matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
    try {
      if (matcher.matches()) {
        String iso = matcher.group(1) + matcher.group(2);
        return Duration.parse((iso.endsWith("d") ? "P" : "PT") + iso);
      }
      Duration parsed = Duration.parse(text);
      if (!parsed.isNegative()) {
        return parsed;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Said below.
    }
    throw new TypeConversionException("'" + text + "' is no duration; write 90s, 4m or 1h");
  }

  static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no whole number");
    }
  }
}
