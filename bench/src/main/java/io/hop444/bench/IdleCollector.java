/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a collector needs that has read everything and waits for more, with a broker and, with
 * {@code --away}, without one: then a row is written every second that cannot be shipped.
 */
final class IdleCollector {

  private static final Duration SETTLES_IN = Duration.ofSeconds(30);

  private IdleCollector() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 4) {
      System.err.println("usage: IdleCollector LOGS WORK-FOLDER COLLECTOR-JAR SPAN [--away]");
      System.exit(2);
    }
    Path logs = Path.of(arguments[0]).toAbsolutePath();
    Path work = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
    Path collector = Path.of(arguments[2]).toAbsolutePath();
    Duration span = Duration.parse(arguments[3]);
    boolean away = List.of(arguments).contains("--away");
    Path folder = Files.createTempDirectory(work, "idle");
    try (BenchBroker broker = BenchBroker.start(folder)) {
      Race race = new Race(folder, logs, collector, broker.servers());
      Process process =
          Race.start(Competitor.HOP444.command(race), folder.resolve("collector.log"));
      try {
        Thread.sleep(SETTLES_IN.toMillis());
        if (away) {
          broker.stop();
        }
        ProcessFigures before = ProcessFigures.of(process.pid());
        watch(logs, span, away);
        ProcessFigures after = ProcessFigures.of(process.pid());
        System.out.printf(
            "| %s | %s | %.2f %% | %d MB before, %d MB after |%n",
            away ? "broker away" : "idle",
            span,
            100 * (after.cpuSeconds() - before.cpuSeconds()) / span.toSeconds(),
            before.residentMegabytes(),
            after.residentMegabytes());
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
    Folders.delete(folder.resolve("broker"));
  }

  private static void watch(Path logs, Duration span, boolean writes)
      throws IOException, InterruptedException {
    Path log;
    try (Stream<Path> files = Files.walk(logs)) {
      log = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    String last = lines.get(lines.size() - 1);
    long until = System.nanoTime() + span.toNanos();
    while (System.nanoTime() < until) {
      Thread.sleep(1_000);
      if (writes) {
        Files.writeString(log, last + "\r\n", StandardOpenOption.APPEND);
      }
    }
  }
}
