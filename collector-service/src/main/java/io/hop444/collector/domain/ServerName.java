/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

import java.util.Locale;

/**
 * How a server is named everywhere in hop444: by its NetBIOS name in lower case, which is unique in
 * an Exchange organisation.
 */
public final class ServerName {

  private ServerName() {}

  /**
   * The NetBIOS name of a host name: what stands before the first dot, in lower case. An IP address
   * has no such name and stays whole.
   */
  public static String of(String hostName) {
    String trimmed = hostName.trim().toLowerCase(Locale.ROOT);
    int dot = trimmed.indexOf('.');
    if (dot <= 0 || isAddress(trimmed)) {
      return trimmed;
    }
    return trimmed.substring(0, dot);
  }

  /** False for addresses, for nothing, and for what every machine calls itself. */
  public static boolean isName(String hostName) {
    String name = of(hostName);
    return name.chars().anyMatch(Character::isLetter)
        && !isAddress(name)
        && !name.equals("localhost");
  }

  private static boolean isAddress(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == ':') {
        return true;
      }
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }
}
