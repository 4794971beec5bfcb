/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** All checks, in the order in which they were made. Shows no secret it was told of. */
final class Report {

  /** Shorter ones are in every sentence; nobody is helped by stars for them. */
  private static final int SHORTEST_SECRET = 4;

  private final Consumer<String> lines;
  private final Set<Check> checks = new LinkedHashSet<>();

  /** The longest first, as one may hold another. */
  private final Set<String> secrets =
      new TreeSet<>(
          java.util.Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(java.util.Comparator.naturalOrder()));

  /**
   * @param lines takes each check as it is made
   */
  Report(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Must not be shown whatever message it is in. */
  void hide(String secret) {
    if (secret.length() >= SHORTEST_SECRET) {
      secrets.add(secret);
    }
  }

  void add(Check check) {
    Check shown =
        new Check(
            check.level(),
            check.service(),
            check.key(),
            check.place(),
            shown(check.what()),
            shown(check.remedy()));
    if (checks.add(shown)) {
      lines.accept(shown.text());
    }
  }

  private String shown(String text) {
    String shown = text.replaceAll("\\s*\\n\\s*", " ");
    for (String secret : secrets) {
      shown = shown.replace(secret, "***");
    }
    return shown;
  }

  List<Check> checks() {
    return new ArrayList<>(checks);
  }

  private long count(Check.Level level) {
    return checks.stream().filter(check -> check.level() == level).count();
  }

  /** 0 all well, 1 warnings, 2 errors. */
  int status() {
    if (count(Check.Level.ERROR) > 0) {
      return 2;
    }
    return count(Check.Level.WARNING) > 0 ? 1 : 0;
  }

  String summary() {
    return checks.size()
        + " checks: "
        + count(Check.Level.OK)
        + " ok, "
        + count(Check.Level.WARNING)
        + " warnings, "
        + count(Check.Level.ERROR)
        + " errors";
  }

  String json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode all = root.putArray("checks");
    for (Check check : checks) {
      ObjectNode one = all.addObject();
      one.put("level", check.level().word());
      one.put("service", check.service());
      one.put("key", check.key());
      one.put("file", check.place().source());
      if (check.place().line() > 0) {
        one.put("line", check.place().line());
      }
      one.put("message", check.what());
      if (!check.remedy().isEmpty()) {
        one.put("remedy", check.remedy());
      }
    }
    for (Check.Level level : Check.Level.values()) {
      root.put(level.word(), count(level));
    }
    return root.toPrettyString();
  }
}
