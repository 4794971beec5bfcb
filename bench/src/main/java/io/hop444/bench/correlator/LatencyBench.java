/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import io.hop444.bench.ProcessFigures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long evidence takes from its line in a log to the webhook, through {@code hop444 up} as it is
 * shipped, while other lines come at a rate. Prints rows of tables. See bench/README.md.
 */
final class LatencyBench {

  private static final int BREAKS = 100;
  private static final Duration BETWEEN_BREAKS = Duration.ofMillis(600);
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TICKS_PER_SECOND = 20;
  private static final int ROWS_OF_A_REQUEST = 3;

  private LatencyBench() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("usage: LatencyBench WORK HOP444 LINES-PER-SECOND...");
      System.exit(2);
    }
    System.out.println(
        "| lines/s asked for | written | in Kafka | told | p50 | p90 | p99 | most | in Kafka p50,"
            + " p99 | judged p50, p99 | committed p50, p99 | CPU: broker, collector, correlator,"
            + " alert, postgres, others |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|");
    for (int i = 2; i < arguments.length; i++) {
      measure(Path.of(arguments[0]).toAbsolutePath(), arguments[1], Integer.parseInt(arguments[i]));
    }
    System.exit(0);
  }

  private static void measure(Path work, String program, int linesPerSecond) throws Exception {
    Path folder =
        Files.createTempDirectory(Files.createDirectories(work), "latency-" + linesPerSecond + "-");
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Path data = folder.resolve("data");
    try (LatencyEstate estate = new LatencyEstate(logs, BREAKS);
        Hooks hooks = new Hooks()) {
      estate.started();
      estate.requests(4 * BREAKS, Duration.ofSeconds(1));
      Process up = up(folder, program, logs, data, hooks);
      try (Evidence evidence = new Evidence(broker(data));
          Stages stages = new Stages(broker(data))) {
        Run run = run(estate, data, evidence, linesPerSecond, hooks);
        print(run, stages, hooks);
      } finally {
        up.destroy();
        up.waitFor();
      }
    }
  }

  private static Process up(Path folder, String program, Path logs, Path data, Hooks hooks)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                program,
                "up",
                "--logs",
                logs.toString(),
                "--data",
                data.toString(),
                "--port",
                "0",
                "--webhook",
                hooks.url(),
                "--webhook-secret",
                "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
            .redirectError(folder.resolve("up.log").toFile());
    builder.environment().put("HOP444_BUILD", "never");
    Process process = builder.start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (line == null || !line.startsWith("ready ")) {
      throw new IOException("it did not get ready; see " + folder.resolve("up.log"));
    }
    return process;
  }

  private static String broker(Path data) throws IOException {
    Properties ports = new Properties();
    ports.load(new StringReader(Files.readString(data.resolve("ports.properties"))));
    return "127.0.0.1:" + ports.getProperty("broker");
  }

  /**
   * @param written when the evidence of each back end stood in its logs
   * @param cpu processor seconds a second of each process, as text
   */
  private record Run(Map<String, Instant> written, String cpu) {}

  private static Run run(
      LatencyEstate estate, Path data, Evidence evidence, int linesPerSecond, Hooks hooks)
      throws Exception {
    Map<String, Instant> written = new LinkedHashMap<>();
    int perTick = linesPerSecond / ROWS_OF_A_REQUEST / TICKS_PER_SECOND;
    long ticks = 0;
    long start = System.nanoTime();
    int warm = (int) WARM_UP.toSeconds() * TICKS_PER_SECOND;
    int everyTicks = (int) BETWEEN_BREAKS.toMillis() * TICKS_PER_SECOND / 1_000;
    int all = warm + BREAKS * everyTicks;
    long rowsBefore = 0;
    long recordsBefore = 0;
    Map<String, Double> cpuBefore = Map.of();
    long measuredFrom = 0;
    for (int tick = 0; tick < all; tick++) {
      ticks++;
      if (tick == warm) {
        rowsBefore = estate.rows();
        recordsBefore = evidence.count();
        cpuBefore = cpu(data);
        measuredFrom = System.nanoTime();
      }
      estate.requests(perTick, Duration.ofMillis(1_000 / TICKS_PER_SECOND));
      if (tick >= warm && (tick - warm) % everyTicks == 0) {
        String backEnd = estate.backEnds().get((tick - warm) / everyTicks);
        written.put(backEnd.toLowerCase(Locale.ROOT), estate.breakDown(backEnd));
      }
      long wait = start + ticks * 1_000_000_000L / TICKS_PER_SECOND - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
      }
    }
    double seconds = (System.nanoTime() - measuredFrom) / 1e9;
    Map<String, Double> cpuAfter = cpu(data);
    System.out.printf(
        "| %,d | %,.0f | %,.0f ",
        linesPerSecond,
        (estate.rows() - rowsBefore) / seconds,
        (evidence.count() - recordsBefore) / seconds);
    StringBuilder usedCpu = new StringBuilder();
    for (Map.Entry<String, Double> each : cpuAfter.entrySet()) {
      usedCpu.append(
          "%s %.2f "
              .formatted(
                  each.getKey(), (each.getValue() - cpuBefore.get(each.getKey())) / seconds));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (hooks.opened().size() < BREAKS && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    return new Run(written, usedCpu.toString());
  }

  private static void print(Run run, Stages stages, Hooks hooks) {
    Map<String, Instant> written = run.written();
    List<Long> told = between(written, hooks.opened());
    System.out.printf(
        "| %d of %d | %,d | %,d | %,d | %,d | %s | %s | %s | %s|%n",
        told.size(),
        BREAKS,
        at(told, 0.5),
        at(told, 0.9),
        at(told, 0.99),
        at(told, 1),
        stage(written, stages.collected),
        stage(written, stages.produced),
        stage(written, stages.committed),
        run.cpu());
  }

  private static String stage(Map<String, Instant> from, Map<String, Instant> to) {
    List<Long> millis = between(from, to);
    return "%,d, %,d".formatted(at(millis, 0.5), at(millis, 0.99));
  }

  private static List<Long> between(Map<String, Instant> from, Map<String, Instant> to) {
    List<Long> millis = new ArrayList<>();
    from.forEach(
        (name, start) -> {
          if (to.containsKey(name)) {
            millis.add(Duration.between(start, to.get(name)).toMillis());
          }
        });
    millis.sort(null);
    return millis;
  }

  private static long at(List<Long> sorted, double share) {
    return sorted.isEmpty()
        ? -1
        : sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }

  /** CPU seconds of each process; PostgreSQL's own included, its children's not all. */
  private static Map<String, Double> cpu(Path data) throws IOException {
    Map<String, Double> used = new LinkedHashMap<>();
    Matcher pids =
        Pattern.compile("\"(\\w+)\"\\s*:\\s*(\\d+)")
            .matcher(Files.readString(data.resolve("pids.json")));
    while (pids.find()) {
      long pid = Long.parseLong(pids.group(2));
      double sum = ProcessFigures.of(pid).cpuSeconds();
      for (ProcessHandle child : ProcessHandle.of(pid).orElseThrow().descendants().toList()) {
        try {
          sum += ProcessFigures.of(child.pid()).cpuSeconds();
        } catch (IOException e) {
          // It ended meanwhile.
        }
      }
      used.put(pids.group(1), sum);
    }
    used.put("bench", ProcessFigures.of(ProcessHandle.current().pid()).cpuSeconds());
    return used;
  }
}
