/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.inventory;

import java.util.Locale;

/** Thumbprints as tools print them: upper or lower case, with or without blanks. */
final class Thumbprints {

  private Thumbprints() {}

  /** Upper-case hexadecimal; null when there is none. */
  static String canonical(String written) {
    if (written == null) {
      return null;
    }
    String digits = written.replaceAll("[^0-9A-Fa-f]", "").toUpperCase(Locale.ROOT);
    return digits.isEmpty() ? null : digits;
  }
}
