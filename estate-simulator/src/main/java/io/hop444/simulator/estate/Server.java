/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.estate;

import java.util.Locale;
import java.util.Objects;

/**
 * One Exchange server.
 *
 * @param site name of the site's folder
 * @param name NetBIOS name as it is written in paths and logs; compared in lower case
 * @param role front end, back end or both
 * @param fullName DNS name in lower case: {@link #id} and the domain
 * @param address IPv4 address inside the estate
 * @param build Exchange build
 * @param style how its logs look
 */
public record Server(
    String site,
    String name,
    ServerRole role,
    String fullName,
    String address,
    ExchangeBuild build,
    LogStyle style) {

  public Server {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(build, "build");
    Objects.requireNonNull(style, "style");
    if (!site.matches("[A-Za-z0-9_-]{1,40}")) {
      throw new IllegalArgumentException("site=" + site + " must be letters, digits, - or _");
    }
    if (!name.matches("[A-Za-z0-9-]{1,15}")) {
      throw new IllegalArgumentException(
          "name=" + name + " must be a NetBIOS name: at most 15 letters, digits or -");
    }
    if (!fullName.startsWith(name.toLowerCase(Locale.ROOT) + ".")) {
      throw new IllegalArgumentException(
          "fullName=" + fullName + " must begin with name=" + name + " in lower case and a dot");
    }
  }

  /** Identity in reports: the NetBIOS name in lower case. */
  public String id() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** DNS domain: the full name without the server. */
  public String domain() {
    return fullName.substring(name.length() + 1);
  }
}
