/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Tells people from probes and services, where names are still in the clear: a blast radius counts
 * people, and a probe that fails at night is evidence all the same.
 *
 * <p>Immutable.
 */
public final class RequesterRules {

  /** Rules that know no service account beyond the system's own. */
  public static final RequesterRules DEFAULT = new RequesterRules(Set.of());

  /** Accounts that Windows and Exchange own on every server. */
  private static final Set<String> SYSTEM_ACCOUNTS =
      Set.of(
          "system",
          "local service",
          "network service",
          "local_service",
          "network_service",
          "anonymous logon",
          "anonymous");

  /**
   * Domains that hold no people: Windows' own accounts, services, application pools. Some are known
   * by their last word too, which is all that is left of them behind a blank.
   */
  private static final Set<String> SYSTEM_DOMAINS =
      Set.of(
          "nt authority",
          "authority",
          "nt service",
          "iis apppool",
          "apppool",
          "window manager",
          "font driver host",
          "nt virtual machine");

  /** User agents of managed availability, load balancers and monitors, in lower case. */
  private static final String[] PROBE_AGENTS = {
    "amprobe",
    "_am_probe",
    "activemonitoring",
    "msexchangemonitoring",
    "microsoft.exchange.monitoring",
    "exchange monitoring",
    "haproxy",
    "elb-healthchecker",
    "bigip",
    "f5-",
    "kemp",
    "loadmaster",
    "netscaler",
    "nagios",
    "check_http",
    "healthcheck"
  };

  private static final String HEALTH_CHECK = "healthcheck.htm";

  private final Set<String> serviceAccounts;

  /**
   * @param serviceAccounts further accounts that are no person's, as {@code DOMAIN\\name}, {@code
   *     name@domain} or the bare name; case does not matter
   */
  public RequesterRules(Collection<String> serviceAccounts) {
    Set<String> bare = new HashSet<>();
    for (String account : serviceAccounts) {
      bare.add(accountName(account));
    }
    this.serviceAccounts = Set.copyOf(bare);
  }

  /** What kind of account this is, however it is written. */
  public RequesterKind ofAccount(String user) {
    String account = accountName(user);
    if (account.startsWith("healthmailbox") || account.startsWith("extest_")) {
      return RequesterKind.PROBE;
    }
    if (account.endsWith("$")
        || account.startsWith("systemmailbox{")
        || SYSTEM_ACCOUNTS.contains(account)
        || serviceAccounts.contains(account)
        || isOfSystemDomain(user)
        || isWellKnownSid(user)) {
      return RequesterKind.SERVICE;
    }
    return RequesterKind.PERSON;
  }

  /**
   * The account without its domain, in lower case: the same for {@code CONTOSO\\Anna}, {@code
   * anna@contoso.test} and {@code anna}.
   */
  public static String accountName(String user) {
    int backslash = user.lastIndexOf('\\');
    String name = backslash >= 0 ? user.substring(backslash + 1) : user;
    int at = name.indexOf('@');
    if (at > 0) {
      name = name.substring(0, at);
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean isOfSystemDomain(String user) {
    int backslash = user.indexOf('\\');
    return backslash > 0
        && SYSTEM_DOMAINS.contains(user.substring(0, backslash).toLowerCase(Locale.ROOT));
  }

  /** S-1-5-18 to S-1-5-20: the system, local service and network service. */
  private static boolean isWellKnownSid(String user) {
    return user.length() == 8
        && (user.equals("S-1-5-18") || user.equals("S-1-5-19") || user.equals("S-1-5-20"));
  }

  /** Whether this agent, in which blanks may be {@code +}, is a probe's. */
  public static boolean isProbeAgent(String userAgent) {
    for (String probe : PROBE_AGENTS) {
      if (containsIgnoringCase(userAgent, probe)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the path in {@code bytes[from, to)} is one that load balancers ask for. */
  public static boolean isHealthCheck(byte[] bytes, int from, int to) {
    int start = to - HEALTH_CHECK.length();
    if (start < from) {
      return false;
    }
    for (int i = 0; i < HEALTH_CHECK.length(); i++) {
      byte b = bytes[start + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != HEALTH_CHECK.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean containsIgnoringCase(String text, String lowerCase) {
    int last = text.length() - lowerCase.length();
    char first = lowerCase.charAt(0);
    for (int i = 0; i <= last; i++) {
      if (Character.toLowerCase(text.charAt(i)) == first
          && text.regionMatches(true, i, lowerCase, 0, lowerCase.length())) {
        return true;
      }
    }
    return false;
  }
}
