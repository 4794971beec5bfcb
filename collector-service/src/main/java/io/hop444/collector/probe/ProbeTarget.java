/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.probe;

import io.hop444.collector.domain.ServerName;
import java.util.Locale;

/**
 * What is probed.
 *
 * @param host full name as front ends ask for it, in lower case: it is sent (SNI) and expected in
 *     the certificate
 * @param port usually 444
 */
public record ProbeTarget(String host, int port) {

  private static final int BACK_END_PORT = 444;

  /**
   * Reads {@code host} or {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static ProbeTarget of(String written) {
    String trimmed = written.trim().toLowerCase(Locale.ROOT);
    int colon = trimmed.lastIndexOf(':');
    boolean hasPort = colon > trimmed.lastIndexOf(']');
    String host = hasPort ? trimmed.substring(0, colon) : trimmed;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("'" + written + "': write an IPv6 address in brackets");
    }
    int port = hasPort ? port(trimmed.substring(colon + 1)) : BACK_END_PORT;
    if (host.isEmpty() || port < 1 || port > 65_535 || host.contains("/")) {
      throw new IllegalArgumentException("'" + written + "' is not host or host:port");
    }
    return new ProbeTarget(host, port);
  }

  private static int port(String written) {
    try {
      return Integer.parseInt(written);
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  /** NetBIOS name of the server. */
  String server() {
    return ServerName.of(host);
  }

  /** {@code host:port}. */
  String endpoint() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
