/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys, metrics, files and pages that the documents name are there. */
class DocumentsTest {

  /** A key of one of our services, in text or at the start of a line of settings. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?:`|(?m:^))((?:collector|correlator|alert)\\.[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)*)(?==|`)");

  /** Groups of keys, files, and metrics as Micrometer names them before Prometheus does. */
  private static final Set<String> NO_KEYS =
      Set.of("alert.partitions.missing", "collector.kafka", "collector.yaml");

  private static final Pattern METRIC =
      Pattern.compile("`((?:collector|correlator|alert)_[a-z0-9_]+)[`{]");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]+)?\\)");

  private static final Pattern SCRIPT =
      Pattern.compile(
          "(?:^|[`\\s])(\\./hop444|bench/[a-z][a-z-]*|deploy/[\\w./@-]+\\w)(?=[`\\s]|$)");

  private static final Pattern TEST_CLASS = Pattern.compile("`([A-Z]\\w+(?:IT|Test))`");

  @Test
  void shouldNameOnlyKeysThatTheServicesTake() throws IOException {
    KnownSettings known = KnownSettings.read();
    int found = 0;
    for (Path document : documents()) {
      for (String key : all(KEY, document)) {
        if (!NO_KEYS.contains(key)) {
          assertThat(known.hasKey(key)).as("%s in %s", key, document).isTrue();
          found++;
        }
      }
    }
    assertThat(found).isGreaterThan(40);
  }

  @Test
  void shouldNameOnlyMetricsThatAreDocumented() throws IOException {
    String promised = Files.readString(Compose.REPOSITORY.resolve("docs/metrics.md"));
    int found = 0;
    for (Path document : documents()) {
      for (String metric : all(METRIC, document)) {
        assertThat(promised).as("%s in %s", metric, document).contains("`" + metric + "`");
        found++;
      }
    }
    assertThat(found).isGreaterThan(30);
  }

  @Test
  void shouldLinkToPagesThatExist() throws IOException {
    int found = 0;
    for (Path document : documents()) {
      for (String link : all(LINK, document)) {
        assertThat(document.resolveSibling(link)).as("%s in %s", link, document).exists();
        found++;
      }
    }
    assertThat(found).isGreaterThan(50);
  }

  @Test
  void shouldNameOnlyScriptsAndFilesThatExist() throws IOException {
    int found = 0;
    for (Path document : documents()) {
      for (String script : all(SCRIPT, document)) {
        assertThat(Compose.REPOSITORY.resolve(script)).as("%s in %s", script, document).exists();
        found++;
      }
    }
    assertThat(found).isGreaterThan(10);
  }

  @Test
  void shouldNameOnlyTestsThatExist() throws IOException {
    Set<String> tests = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Compose.REPOSITORY)) {
      files
          .filter(file -> file.toString().contains("src/test/java"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .forEach(tests::add);
    }
    for (Path document : documents()) {
      assertThat(tests).as("%s", document).containsAll(all(TEST_CLASS, document));
    }
  }

  private static Set<String> all(Pattern pattern, Path document) throws IOException {
    Set<String> found = new TreeSet<>();
    pattern.matcher(Files.readString(document)).results().forEach(m -> found.add(m.group(1)));
    return found;
  }

  /** What is kept in step; the changelog tells of the past. */
  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Compose.REPOSITORY.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
    }
    try (Stream<Path> modules = Files.list(Compose.REPOSITORY)) {
      modules
          .map(module -> module.resolve("README.md"))
          .filter(Files::exists)
          .forEach(documents::add);
    }
    documents.add(Compose.REPOSITORY.resolve("README.md"));
    documents.add(Compose.REPOSITORY.resolve("deploy/kubernetes/README.md"));
    return documents;
  }
}
