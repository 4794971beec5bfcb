/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import java.util.Locale;

/**
 * A name in which {@code *} stands for any characters; case does not matter.
 *
 * @param text as written
 */
public record NamePattern(String text) {

  public NamePattern {
    if (text.isBlank() || text.length() > 255) {
      throw new IllegalArgumentException("a name or pattern has 1 to 255 characters");
    }
  }

  /** Whether {@code name} fits. Takes time in the product of both lengths, whatever they hold. */
  public boolean matches(String name) {
    String pattern = text.toLowerCase(Locale.ROOT);
    String value = name.toLowerCase(Locale.ROOT);
    int star = -1;
    int retry = 0;
    int p = 0;
    int v = 0;
    while (v < value.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = v;
      } else if (p < pattern.length() && pattern.charAt(p) == value.charAt(v)) {
        p++;
        v++;
      } else if (star >= 0) {
        p = star + 1;
        v = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
