/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.inventory;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Thumbprints as tools print them: upper or lower case, with or without blanks, also with the mark
 * of writing direction that Windows' certificate dialog puts in front.
 */
final class Thumbprints {

  private static final Pattern WRITTEN = Pattern.compile("[0-9A-Fa-f \t:\u200e-]*");

  private Thumbprints() {}

  /** Whether this is nothing but a thumbprint, or empty. */
  static boolean isOne(String written) {
    return WRITTEN.matcher(written).matches();
  }

  /** Upper-case hexadecimal; null when there is none. */
  static String canonical(String written) {
    if (written == null) {
      return null;
    }
    String digits = written.replaceAll("[^0-9A-Fa-f]", "").toUpperCase(Locale.ROOT);
    return digits.isEmpty() ? null : digits;
  }
}
