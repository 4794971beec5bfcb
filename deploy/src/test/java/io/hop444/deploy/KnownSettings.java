/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The keys that the services take: those in the tables of their READMEs, which tests of the
 * services compare with the code, and those of Quarkus and Kafka that we use.
 */
final class KnownSettings {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `((?:collector|correlator|alert)\\.[a-z0-9.*-]+)` \\|");

  private static final List<String> OF_QUARKUS =
      List.of(
          "kafka.bootstrap.servers",
          "quarkus.http.host",
          "quarkus.http.port",
          "quarkus.datasource.jdbc.url",
          "quarkus.datasource.username",
          "quarkus.datasource.password",
          "quarkus.log.console.json.enabled");

  private final Set<String> keys = new TreeSet<>(OF_QUARKUS);

  private KnownSettings() {}

  static KnownSettings read() throws IOException {
    KnownSettings known = new KnownSettings();
    for (String service : List.of("collector", "correlator", "alert")) {
      String readme =
          Files.readString(Compose.REPOSITORY.resolve(service + "-service").resolve("README.md"));
      ROW.matcher(readme).results().forEach(row -> known.keys.add(row.group(1)));
    }
    return known;
  }

  int size() {
    return keys.size();
  }

  boolean hasKey(String key) {
    return keys.contains(key)
        || keys.stream()
            .filter(known -> known.endsWith("*"))
            .anyMatch(known -> key.startsWith(known.substring(0, known.length() - 1)));
  }

  /** Whether an environment variable's name stands for a key. */
  boolean hasVariable(String name) {
    return keys.stream()
        .anyMatch(key -> key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT).equals(name));
  }
}
