/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alert rules and dashboards, beside the metrics that docs/metrics.md promises. */
class WatchingTest {

  private static final Path PROMETHEUS = Path.of("prometheus");
  private static final Path GRAFANA = Path.of("grafana");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:collector|correlator|alert|jvm|process)_[a-z0-9_]+\\b");

  @Test
  void shouldUseOnlyMetricsOfTheDocument() throws IOException {
    Set<String> documented = new TreeSet<>();
    String document = Files.readString(Compose.REPOSITORY.resolve("docs/metrics.md"));
    document
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(row -> documented.addAll(metrics(row.substring(0, row.indexOf('|', 2)))));
    assertThat(documented).hasSizeGreaterThan(30);

    Map<String, String> expressions = ruleExpressions();
    expressions.putAll(dashboardExpressions());

    assertThat(expressions).hasSizeGreaterThan(30);
    expressions.forEach(
        (place, expression) -> assertThat(documented).as(place).containsAll(metrics(expression)));
  }

  @Test
  void shouldTryEachAlert() throws IOException {
    String tests = Files.readString(PROMETHEUS.resolve("rules-test.yml"));

    for (JsonNode rule : rules()) {
      assertThat(tests).contains("alertname=\"" + rule.path("alert").asText() + "\"");
      assertThat(rule.path("annotations").path("remedy").asText()).isNotBlank();
      assertThat(rule.path("labels").path("severity").asText()).isIn("warning", "critical");
    }
  }

  /**
   * Reasons are symbols of the wire contract, small where the correlator counts them; a made-up one
   * would test a label that never comes.
   */
  @Test
  void shouldTryReasonsThatExist() throws IOException {
    Path schemas = Compose.REPOSITORY.resolve("schemas/src/main");
    StringBuilder contract =
        new StringBuilder(
            Files.readString(schemas.resolve("java/io/hop444/schemas/SealRefusal.java"))
                .toLowerCase(Locale.ROOT));
    for (String schema : List.of("DeadLetter", "ReadProgress")) {
      contract.append(Files.readString(schemas.resolve("avro/" + schema + ".avsc")));
    }
    Set<String> reasons =
        Pattern.compile("reason=\"(\\w+)\"")
            .matcher(Files.readString(PROMETHEUS.resolve("rules-test.yml")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(reasons).isNotEmpty();
    for (String reason : reasons) {
      assertThat(contract.toString()).containsPattern("\\b" + reason + "\\b");
    }
  }

  @Test
  void shouldHoldWhatTheUnitTestsOfTheRulesSay() throws Exception {
    assumePromtool();

    Ran tests = promtool("test", "rules", "rules-test.yml");
    Ran config = promtool("check", "config", "scrape.yml");

    assertThat(tests.status()).as(tests.output()).isZero();
    assertThat(config.status()).as(config.output()).isZero();
  }

  @Test
  void shouldHaveDashboardsThatPrometheusUnderstands(@TempDir Path folder) throws Exception {
    assumePromtool();
    Path rules = folder.resolve("dashboards.yml");
    List<Map<String, String>> records = new ArrayList<>();
    dashboardExpressions()
        .values()
        .forEach(e -> records.add(Map.of("record", "panel:" + records.size(), "expr", e)));
    new YAMLMapper()
        .writeValue(
            rules.toFile(),
            Map.of("groups", List.of(Map.of("name", "dashboards", "rules", records))));

    Ran checked = promtool("check", "rules", rules.toString());

    assertThat(checked.status()).as(checked.output()).isZero();
    assertThat(records).hasSizeGreaterThan(15);
  }

  @Test
  void shouldHaveDashboardsThatCanLieBesideEachOther() throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode dashboard : dashboards().values()) {
      assertThat(names.add(dashboard.path("uid").asText())).isTrue();
      Set<Integer> ids = new TreeSet<>();
      for (JsonNode panel : dashboard.path("panels")) {
        assertThat(ids.add(panel.path("id").asInt())).isTrue();
        assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
        assertThat(
                panel.path("gridPos").path("x").asInt() + panel.path("gridPos").path("w").asInt())
            .isLessThanOrEqualTo(24);
      }
    }
    assertThat(names).hasSize(2);
  }

  private static Set<String> metrics(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode rules() throws IOException {
    return new YAMLMapper()
        .readTree(PROMETHEUS.resolve("rules.yml").toFile())
        .path("groups")
        .path(0)
        .path("rules");
  }

  private static Map<String, String> ruleExpressions() throws IOException {
    Map<String, String> expressions = new TreeMap<>();
    rules().forEach(r -> expressions.put(r.path("alert").asText(), r.path("expr").asText()));
    return expressions;
  }

  private static Map<String, JsonNode> dashboards() throws IOException {
    Map<String, JsonNode> dashboards = new LinkedHashMap<>();
    try (var files = Files.list(GRAFANA)) {
      for (Path file : files.sorted().toList()) {
        dashboards.put(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
      }
    }
    return dashboards;
  }

  private static Map<String, String> dashboardExpressions() throws IOException {
    Map<String, String> expressions = new LinkedHashMap<>();
    dashboards()
        .forEach(
            (file, dashboard) ->
                dashboard
                    .path("panels")
                    .forEach(
                        panel ->
                            panel
                                .path("targets")
                                .forEach(
                                    target ->
                                        expressions.put(
                                            file
                                                + ": "
                                                + panel.path("title").asText()
                                                + " "
                                                + target.path("refId").asText(),
                                            target.path("expr").asText()))));
    return expressions;
  }

  private record Ran(int status, String output) {}

  private static Ran promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(PROMETHEUS.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }

  private static void assumePromtool() {
    boolean there =
        List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    assumeTrue(there, "skipped: promtool is not installed (apt-get install prometheus)");
  }
}
