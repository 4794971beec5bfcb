/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
      print(
          race(
              each,
              rows,
              logs,
              Files.createTempDirectory(Files.createDirectories(work), "race"),
              collector));
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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("bench.broker", System.getProperty("java.class.path"))));
    command.addAll(
        List.of("io.hop444.localstack.BrokerMain", "--data", folder.resolve("broker").toString()));
    Process broker =
        new ProcessBuilder(command).redirectError(folder.resolve("broker.log").toFile()).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8))) {
      String servers = ready(out);
      return new Race(folder, logs, collector, servers).run(competitor, rows, broker.pid());
    } finally {
      broker.destroy();
      broker.waitFor();
    }
  }

  private static String ready(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("ready ")) {
        return line.substring("ready ".length());
      }
    }
    throw new IOException("the broker did not start; see broker.log in the work folder");
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
