/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.List;
import java.util.Locale;

/**
 * The names a certificate on port 444 may carry for a server: its NetBIOS name or its full name, or
 * a wildcard that covers the full name.
 */
final class ServerName {

  /** What tools write before a name. */
  private static final List<String> LABELS = List.of("cn=", "dns name=", "dns-name=", "dns:");

  private final String netBios;
  private String full;

  /** What was learned last: rows repeat it. */
  private String learned;

  ServerName(String netBios, String full) {
    this.netBios = netBios.toLowerCase(Locale.ROOT);
    learn(full);
  }

  /** Takes over a full name of this server; anything else is ignored. */
  void learn(String host) {
    if (host == null || host.equals(learned)) {
      return;
    }
    learned = host;
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.startsWith(netBios + ".")) {
      full = lower;
    }
  }

  /** Null while it is not known. */
  String full() {
    return full;
  }

  boolean isAmong(List<String> names) {
    return names.stream().anyMatch(this::matches);
  }

  private boolean matches(String name) {
    String lower = name.trim().toLowerCase(Locale.ROOT);
    for (String label : LABELS) {
      if (lower.startsWith(label)) {
        lower = lower.substring(label.length()).trim();
      }
    }
    if (lower.startsWith("*.")) {
      String domain = lower.substring(1);
      return full == null || full.equals(netBios + domain);
    }
    return lower.equals(netBios)
        || (full == null ? lower.startsWith(netBios + ".") : lower.equals(full));
  }
}
