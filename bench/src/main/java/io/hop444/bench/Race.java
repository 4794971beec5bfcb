/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

import io.hop444.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One competitor against a broker of its own: from its start to the acknowledgement of all rows.
 *
 * @param folder for broker, checkpoints and logs of the run; empty
 * @param logs that are shipped
 * @param collector the packaged collector's jar
 */
record Race(Path folder, Path logs, Path collector, String bootstrapServers) {

  static final String RAW_TOPIC = "raw";

  /** No line arrives for so long: the competitor is done, whatever is missing. */
  private static final long SILENCE_NANOS = 20_000_000_000L;

  /** Looking takes the broker and the processor from the competitor. */
  private static final long LOOK_MILLIS = 100;

  /**
   * @param lines that arrived
   * @param seconds from the first arrival to the last
   * @param startSeconds from the start of the process to the first arrival
   */
  record Result(
      Competitor competitor,
      long lines,
      double seconds,
      double startSeconds,
      ProcessFigures used,
      double brokerCpuSeconds) {}

  String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  Result run(Competitor competitor, long expected, long brokerPid)
      throws IOException, InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      if (!competitor.isCollector()) {
        int partitions = Topic.Group.BY_SERVER.defaultPartitions();
        admin.createTopics(List.of(new NewTopic(RAW_TOPIC, partitions, (short) 1))).all().get();
      }
      double brokerBefore = ProcessFigures.of(brokerPid).cpuSeconds();
      Arrivals arrivals = new Arrivals(admin);
      long started = System.nanoTime();
      Process process = start(competitor.command(this), folder.resolve(competitor + ".log"));
      long first = 0;
      long last = started;
      long lines = 0;
      long warm = 0;
      ProcessFigures used = ProcessFigures.of(process.pid());
      while (lines < expected && System.nanoTime() - last < SILENCE_NANOS) {
        long now = arrivals.count();
        if (now > lines) {
          last = System.nanoTime();
          if (first == 0) {
            first = last;
            warm = now;
          }
          lines = now;
        }
        if (process.isAlive()) {
          used = ProcessFigures.of(process.pid());
        }
        Thread.sleep(LOOK_MILLIS);
      }
      double broker = ProcessFigures.of(brokerPid).cpuSeconds() - brokerBefore;
      process.destroy();
      process.waitFor();
      return new Result(
          competitor, lines - warm, (last - first) / 1e9, (first - started) / 1e9, used, broker);
    }
  }

  /** Starts a competitor as the launcher starts services: with few arenas of memory. */
  static Process start(List<String> command, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return builder.start();
  }

  /** Rows of all logs below the folder: what is no directive and no header. */
  static long rows(Path logs) throws IOException {
    try (var files = Files.walk(logs)) {
      long rows = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (var lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
          rows +=
              lines.filter(line -> !line.startsWith("#") && !line.startsWith("DateTime,")).count();
        }
      }
      return rows;
    }
  }
}
