/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The collector beside its peers, one after the other on the same files, each against a fresh
 * broker on this machine. Prints a row of a table for each. See bench/README.md.
 */
final class CollectorBench {

  private CollectorBench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("usage: CollectorBench LOGS WORK-FOLDER COLLECTOR-JAR [COMPETITOR...]");
      System.exit(2);
    }
    Path logs = Path.of(arguments[0]).toAbsolutePath();
    Path work = Path.of(arguments[1]).toAbsolutePath();
    Path collector = Path.of(arguments[2]).toAbsolutePath();
    List<Competitor> competitors =
        arguments.length == 3
            ? List.of(Competitor.values())
            : Arrays.stream(arguments).skip(3).map(Competitor::valueOf).toList();
    long rows = Race.rows(logs);
    System.out.printf(
        "| %s: %,d rows | rows/s | CPU s / million | peak RSS | broker CPU s / million | first row"
            + " after |%n|---|--:|--:|--:|--:|--:|%n",
        logs.getFileName(), rows);
    for (Competitor each : competitors) {
      if (!isThere(each)) {
        System.out.printf("| %s | not installed here | | | | |%n", each);
        continue;
      }
      Path folder = Files.createTempDirectory(Files.createDirectories(work), "race");
      print(race(each, rows, logs, folder, collector));
      Folders.delete(folder.resolve("broker"));
    }
  }

  private static boolean isThere(Competitor competitor) {
    String program =
        switch (competitor) {
          case RSYSLOG, RSYSLOG_LZ4 -> "/usr/sbin/rsyslogd";
          case KCAT -> "/usr/bin/kcat";
          default -> "/";
        };
    return Files.exists(Path.of(program));
  }

  private static Race.Result race(
      Competitor competitor, long rows, Path logs, Path folder, Path collector) throws Exception {
    try (BenchBroker broker = BenchBroker.start(folder)) {
      return new Race(folder, logs, collector, broker.servers())
          .run(competitor, rows, broker.pid());
    }
  }

  private static void print(Race.Result result) {
    double millions = result.lines() / 1e6;
    System.out.printf(
        "| %s | %,.0f | %.2f | %d MB | %.2f | %.1f s |%n",
        result.competitor(),
        result.lines() / result.seconds(),
        result.used().cpuSeconds() / millions,
        result.used().peakMegabytes(),
        result.brokerCpuSeconds() / millions,
        result.startSeconds());
  }
}
