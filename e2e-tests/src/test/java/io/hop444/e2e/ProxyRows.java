/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the HttpProxy logs of an estate say, read by other code than the system's own. */
final class ProxyRows {

  private static final Set<String> FAILURES = Set.of("SendFailure", "ReceiveFailure");

  /**
   * @param user {@code DOMAIN\name}, empty where nobody signed in
   * @param target NetBIOS name of the back end in lower case
   * @param backEndStatus number, name of a .NET status, or empty
   */
  record Row(Instant at, String user, String client, String target, String backEndStatus) {}

  private ProxyRows() {}

  /** All rows, oldest first. */
  static List<Row> of(Path estate) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(estate, FileVisitOption.FOLLOW_LINKS)) {
      files = found.filter(f -> f.getFileName().toString().startsWith("HttpProxy_")).toList();
    }
    List<Row> rows = new ArrayList<>();
    for (Path file : files) {
      List<String> header = List.of();
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("DateTime,")) {
          header = List.of(line.split(","));
        } else if (!line.startsWith("#") && !header.isEmpty()) {
          add(rows, header, fields(line));
        }
      }
    }
    rows.sort(Comparator.comparing(Row::at));
    return rows;
  }

  /** The n-th failed request to a back end since then, from 1. */
  static Row failure(Path estate, String backEnd, Instant since, int n) throws IOException {
    return of(estate).stream()
        .filter(row -> row.target().equalsIgnoreCase(backEnd) && !row.at().isBefore(since))
        .filter(row -> FAILURES.contains(row.backEndStatus()))
        .skip(n - 1L)
        .findFirst()
        .orElseThrow(() -> new AssertionError("fewer than " + n + " failures of " + backEnd));
  }

  /** Failed requests to a back end in that time, its ends included. */
  static long failures(List<Row> rows, String backEnd, Instant from, Instant to) {
    return rows.stream()
        .filter(row -> row.target().equalsIgnoreCase(backEnd))
        .filter(row -> !row.at().isBefore(from) && !row.at().isAfter(to))
        .filter(row -> FAILURES.contains(row.backEndStatus()))
        .count();
  }

  private static void add(List<Row> rows, List<String> header, List<String> fields) {
    if (fields.size() < header.size()) {
      return; // Being written.
    }
    rows.add(
        new Row(
            Instant.parse(fields.get(header.indexOf("DateTime"))),
            fields.get(header.indexOf("AuthenticatedUser")),
            fields.get(header.indexOf("ClientIpAddress")),
            fields.get(header.indexOf("TargetServer")).toLowerCase(Locale.ROOT).split("\\.")[0],
            fields.get(header.indexOf("BackEndStatus"))));
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
