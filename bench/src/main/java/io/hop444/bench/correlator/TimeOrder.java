/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * All rows and events of logs in one file, oldest first as far as each file is: what a tool reads
 * that knows no Kafka. One line of each file is in memory.
 */
final class TimeOrder {

  private static final String EVENT_TIME = "SystemTime='";
  private static final int SECONDS = "2026-11-20T10:00:00".length();

  /** A file, at its next line that has a time. */
  private static final class Reading implements Closeable {
    private final BufferedReader reader;
    private final int number;
    private String line;
    private String at;

    Reading(Path file, int number) throws IOException {
      this.reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
      this.number = number;
    }

    /** Whether there is one more. */
    boolean advance() throws IOException {
      do {
        line = reader.readLine();
        at = line == null ? null : timeOf(line);
      } while (line != null && at == null);
      return line != null;
    }

    static int compare(Reading one, Reading other) {
      int byTime = one.at.compareTo(other.at);
      return byTime != 0 ? byTime : Integer.compare(one.number, other.number);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private TimeOrder() {}

  /** Writes it where it is missing; returns how many lines it has. */
  static long write(Path logs, Path into) throws IOException {
    if (!Files.exists(into)) {
      List<Path> files;
      try (Stream<Path> all = Files.walk(logs)) {
        files = all.filter(Files::isRegularFile).sorted().toList();
      }
      merge(files, into);
    }
    try (Stream<String> lines = Files.lines(into, StandardCharsets.ISO_8859_1)) {
      return lines.count();
    }
  }

  private static void merge(List<Path> files, Path into) throws IOException {
    List<Reading> open = new ArrayList<>();
    try (BufferedWriter out = Files.newBufferedWriter(into, StandardCharsets.ISO_8859_1)) {
      PriorityQueue<Reading> byTime = new PriorityQueue<>(Reading::compare);
      for (Path file : files) {
        Reading reading = new Reading(file, open.size());
        open.add(reading);
        if (reading.advance()) {
          byTime.add(reading);
        }
      }
      while (!byTime.isEmpty()) {
        Reading oldest = byTime.remove();
        out.write(oldest.line);
        out.write('\n');
        if (oldest.advance()) {
          byTime.add(oldest);
        }
      }
    } finally {
      for (Reading each : open) {
        each.close();
      }
    }
  }

  /** Its time to the second; null where it has none. */
  private static String timeOf(String line) {
    int event = line.indexOf(EVENT_TIME);
    int from = line.startsWith("20") ? 0 : event + EVENT_TIME.length();
    boolean hasTime = from == 0 || event >= 0;
    return hasTime && line.length() >= from + SECONDS
        ? line.substring(from, from + SECONDS).replace(' ', 'T')
        : null;
  }
}
