/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rows and events of logs in one file, oldest first: what a tool reads that knows no Kafka. */
final class TimeOrder {

  private static final String EVENT_TIME = "SystemTime='";
  private static final int SECONDS = "2026-11-20T10:00:00".length();

  private record Line(String at, String text) {}

  private TimeOrder() {}

  /** Writes it where it is missing; returns how many lines it has. */
  static long write(Path logs, Path into) throws IOException {
    if (!Files.exists(into)) {
      List<Line> lines = new ArrayList<>();
      try (Stream<Path> files = Files.walk(logs)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.readAllLines(file, StandardCharsets.ISO_8859_1).forEach(text -> add(lines, text));
        }
      }
      lines.sort(Comparator.comparing(Line::at));
      try (BufferedWriter out = Files.newBufferedWriter(into, StandardCharsets.ISO_8859_1)) {
        for (Line line : lines) {
          out.write(line.text());
          out.write('\n');
        }
      }
    }
    try (Stream<String> lines = Files.lines(into, StandardCharsets.ISO_8859_1)) {
      return lines.count();
    }
  }

  private static void add(List<Line> lines, String text) {
    int from = text.startsWith("20") ? 0 : text.indexOf(EVENT_TIME) + EVENT_TIME.length();
    boolean hasTime = from == 0 || from >= EVENT_TIME.length();
    if (hasTime && text.length() >= from + SECONDS) {
      lines.add(new Line(text.substring(from, from + SECONDS).replace(' ', 'T'), text));
    }
  }
}
