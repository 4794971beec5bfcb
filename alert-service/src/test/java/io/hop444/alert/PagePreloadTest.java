/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The first screen needs many small modules. Those that index.html names are fetched at once, the
 * others only when the module before them has come: each level of imports costs a way to the
 * service and back.
 */
class PagePreloadTest {

  private static final Path FILES = Path.of("src/main/resources/META-INF/resources");
  private static final Pattern IMPORT =
      Pattern.compile("^(?:import|export)\\s[^;]*?from \"([^\"]+)\"", Pattern.MULTILINE);
  private static final Pattern PRELOAD =
      Pattern.compile("<link rel=\"modulepreload\" href=\"([^\"]+)\">");

  @Test
  void shouldPreloadWhatTheFirstScreenNeeds() throws IOException {
    Set<String> needed = new LinkedHashSet<>();
    follow("/page/main.js", needed);
    follow("/page/screens/incidents.js", needed);
    needed.remove("/page/main.js");

    Set<String> preloaded =
        PRELOAD
            .matcher(Files.readString(FILES.resolve("index.html")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());

    assertThat(preloaded).containsExactlyInAnyOrderElementsOf(needed);
  }

  private static void follow(String module, Set<String> needed) throws IOException {
    if (!needed.add(module) || !module.startsWith("/page/")) {
      return;
    }
    String source = Files.readString(FILES.resolve(module.substring(1)));
    for (String address : IMPORT.matcher(source).results().map(found -> found.group(1)).toList()) {
      follow(
          address.startsWith("/")
              ? address
              : Path.of(module).resolveSibling(address).normalize().toString().replace('\\', '/'),
          needed);
    }
  }
}
