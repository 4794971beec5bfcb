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

  private static final int NET_BIOS_LENGTH = 15;

  private final String netBios;

  /** As front ends ask for it; it is what they expect in the certificate. */
  private String asked;

  /** As the server calls itself, which may be in another domain (a disjoint namespace). */
  private String own;

  /** What was learned last: rows repeat it. */
  private String learned;

  ServerName(String netBios) {
    this.netBios = netBios.toLowerCase(Locale.ROOT);
  }

  /** Takes over the full name that was asked for; anything else is ignored. */
  void learnAsked(String host) {
    if (host == null || host.equals(learned)) {
      return;
    }
    learned = host;
    String full = fullNameIn(host);
    if (full != null) {
      asked = full;
    }
  }

  /** Takes over the server's own full name; anything else is ignored. */
  void learnOwn(String host) {
    String full = host == null ? null : fullNameIn(host);
    if (full != null) {
      own = full;
    }
  }

  private String fullNameIn(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String withoutRoot = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return withoutRoot.indexOf('.') > 0 && isHostName(hostNameIn(withoutRoot)) ? withoutRoot : null;
  }

  private boolean isHostName(String name) {
    return isHostName(name, netBios);
  }

  /** Whether the name, short or full, is that of the server; all in lower case. */
  static boolean isOf(String name, String netBios) {
    return isHostName(hostNameIn(name), netBios);
  }

  /** A host name that is longer was cut to make a NetBIOS name. */
  private static boolean isHostName(String name, String netBios) {
    return name.equals(netBios)
        || (netBios.length() == NET_BIOS_LENGTH && name.startsWith(netBios));
  }

  private static String hostNameIn(String full) {
    int dot = full.indexOf('.');
    return dot < 0 ? full : full.substring(0, dot);
  }

  /** Null while it is not known. */
  private String full() {
    return asked == null ? own : asked;
  }

  void writeTo(StateWriter out) {
    out.text(asked);
    out.text(own);
  }

  void readFrom(StateReader in) {
    asked = in.text();
    own = in.text();
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
    String full = full();
    if (lower.startsWith("*.")) {
      String domain = lower.substring(1);
      return full == null || full.equals(hostNameIn(full) + domain);
    }
    return lower.equals(netBios)
        || (full == null
            ? isHostName(hostNameIn(lower))
            : lower.equals(full) || lower.equals(hostNameIn(full)));
  }
}
