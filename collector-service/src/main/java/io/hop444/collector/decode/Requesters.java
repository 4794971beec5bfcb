/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.domain.RequesterKind;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.text.ByteCache;
import java.nio.charset.StandardCharsets;

/**
 * Who is behind a row. Rows of one second name the same few accounts and agents: each is looked at
 * once. Safe for use by many threads.
 */
public final class Requesters {

  private final RequesterRules rules;
  private final ByteCache<Boolean> probeAgents = new ByteCache<>(1 << 12);
  private final ByteCache<RequesterKind> accounts = new ByteCache<>(1 << 15);

  /**
   * @param rules that decide
   */
  public Requesters(RequesterRules rules) {
    this.rules = rules;
  }

  /** The rules, for what is no row. */
  public RequesterRules rules() {
    return rules;
  }

  /**
   * Who is behind a row.
   *
   * @param user the account's bytes, in which blanks are blanks; empty when nobody signed in
   * @param agent column of the user agent
   * @param stem column of the path
   */
  public RequesterKind of(byte[] user, int from, int to, Cells row, int agent, int stem) {
    byte[] bytes = row.bytes();
    if (RequesterRules.isHealthCheck(bytes, row.start(stem), row.end(stem))
        || isProbeAgent(bytes, row.start(agent), row.end(agent))) {
      return RequesterKind.PROBE;
    }
    if (from == to) {
      return RequesterKind.ANONYMOUS;
    }
    RequesterKind known = accounts.get(user, from, to);
    if (known == null) {
      known = rules.ofAccount(text(user, from, to));
      accounts.put(user, from, to, known);
    }
    return known;
  }

  private boolean isProbeAgent(byte[] bytes, int from, int to) {
    if (from == to) {
      return false;
    }
    Boolean known = probeAgents.get(bytes, from, to);
    if (known == null) {
      known = RequesterRules.isProbeAgent(text(bytes, from, to));
      probeAgents.put(bytes, from, to, known);
    }
    return known;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
