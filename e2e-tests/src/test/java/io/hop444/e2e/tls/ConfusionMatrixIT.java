/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Cause;
import io.hop444.correlator.domain.FindingKind;
import io.hop444.wire.IncidentState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every cause and every look-alike, with real TLS where TLS is what fails: what hop444 says against
 * what was done. The matrix is printed and written to {@code target/confusion-matrix.txt}.
 */
class ConfusionMatrixIT {

  @TempDir private static Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = Certificates.in(folder);
  }

  @Test
  void shouldSayWhatWasDone() throws Exception {
    Map<String, Map<String, Integer>> matrix = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();

    for (Stories.Story story : new Stories(certificates).all()) {
      Set<String> said = tell(story);
      said.forEach(
          each ->
              matrix
                  .computeIfAbsent(story.actual(), key -> new LinkedHashMap<>())
                  .merge(each, 1, Integer::sum));
      if (!said.equals(Set.of(story.actual()))) {
        wrong.add(story.actual() + " (" + story.what() + "): " + said);
      }
    }

    String printed = print(matrix);
    Files.writeString(Path.of("target", "confusion-matrix.txt"), printed);
    System.out.println(printed);
    assertThat(wrong).isEmpty();
    assertThat(matrix.keySet()).containsAll(labels());
  }

  private Set<String> tell(Stories.Story story) throws Exception {
    Path logs = Files.createTempDirectory(folder, "estate");
    Instant from = Instant.now().minus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.SECONDS);
    try (Bench bench =
        new Bench(
            logs,
            from,
            new FrontEnd("cas01", "10.40.0.11", certificates.trusted()),
            new FrontEnd("cas02", "10.40.0.12", certificates.trusted()),
            certificates.roots())) {
      story.happening().on(bench);
      Bench.Conclusion conclusion = bench.conclude();
      Set<String> said =
          conclusion.incidents().values().stream()
              .map(incident -> incident.getCause().name())
              .collect(Collectors.toCollection(TreeSet::new));
      boolean stillOpen =
          conclusion.incidents().values().stream()
              .anyMatch(incident -> incident.getState() == IncidentState.OPEN);
      if (bench.isRepaired() && stillOpen) {
        said.add("(open after the repair)");
      }
      if (said.isEmpty()) {
        conclusion.findings().values().forEach(finding -> said.add(finding.getKind().name()));
      }
      return said.isEmpty() ? Set.of(Stories.HEALTHY) : said;
    }
  }

  private static List<String> labels() {
    return Stream.concat(
            Arrays.stream(Cause.values()).map(Cause::name),
            Arrays.stream(FindingKind.values()).map(FindingKind::name))
        .toList();
  }

  private static String print(Map<String, Map<String, Integer>> matrix) {
    List<String> columns = new ArrayList<>(labels());
    columns.add(Stories.HEALTHY);
    StringBuilder text = new StringBuilder("done \\ said");
    text.append(" ".repeat(16));
    for (int i = 1; i <= columns.size(); i++) {
      text.append("%4d".formatted(i));
    }
    for (int i = 0; i < columns.size(); i++) {
      text.append("%n%3d %-23s".formatted(i + 1, columns.get(i)));
      Map<String, Integer> row = matrix.getOrDefault(columns.get(i), Map.of());
      for (String column : columns) {
        text.append("%4s".formatted(row.containsKey(column) ? row.get(column) : "."));
      }
    }
    return text.append("%n".formatted()).toString();
  }
}
