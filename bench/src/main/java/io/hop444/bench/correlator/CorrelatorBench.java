/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import io.hop444.bench.BenchBroker;
import io.hop444.bench.ProcessFigures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What one instance of the packaged correlator takes, exactly once, beside a plain consumer and
 * Esper on the same records and SEC on the same logs; and what its state weighs. Prints rows of
 * tables. See bench/README.md.
 */
final class CorrelatorBench {

  private static final long LIMIT_NANOS = 200_000_000_000L;
  private static final long LOOK_MILLIS = 100;

  private final Path work;
  private final Path correlator;
  private final Path collector;

  private CorrelatorBench(Path work, Path correlator, Path collector) {
    this.work = work;
    this.correlator = correlator;
    this.collector = collector;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 4) {
      System.err.println(
          "usage: CorrelatorBench WORK CORRELATOR-JAR COLLECTOR-JAR"
              + " fill|correlator|consumer|esper|sec|servers...");
      System.exit(2);
    }
    CorrelatorBench bench =
        new CorrelatorBench(
            Files.createDirectories(Path.of(arguments[0])).toAbsolutePath(),
            Path.of(arguments[1]).toAbsolutePath(),
            Path.of(arguments[2]).toAbsolutePath());
    for (String what : Arrays.asList(arguments).subList(3, arguments.length)) {
      switch (what) {
        case "fill" -> bench.fill();
        case "correlator" -> bench.correlator();
        case "consumer" -> bench.child("plain consumer", PlainConsumer.class);
        case "esper" -> bench.child("Esper", EsperRules.class);
        case "sec" -> bench.sec();
        case "servers" -> bench.servers();
        default -> throw new IllegalArgumentException("no measurement: " + what);
      }
    }
    System.exit(0);
  }

  private Path filled() {
    return work.resolve("filled");
  }

  private void fill() throws Exception {
    Filling.make(filled(), collector, Duration.parse(System.getProperty("bench.span", "PT25M")));
    long lines = TimeOrder.write(Filling.logs(filled()), filled().resolve("all.log"));
    System.out.printf("Topics are filled. records=%s lines=%d%n", filledRecords(), lines);
    System.out.println(
        "| | records | records/s | of that the second half | CPU s / million | peak RSS | broker"
            + " CPU s / million |\n|---|--:|--:|--:|--:|--:|--:|");
  }

  private String filledRecords() throws IOException {
    return Files.readString(filled().resolve("filled")).strip();
  }

  private void correlator() throws Exception {
    try (BenchBroker broker = BenchBroker.start(filled());
        Evidence evidence = new Evidence(broker.servers())) {
      String group = "bench-" + System.currentTimeMillis();
      double brokerBefore = ProcessFigures.of(broker.pid()).cpuSeconds();
      long expected = evidence.count();
      try (CorrelatorProcess process =
          new CorrelatorProcess(work.resolve("runs"), correlator, broker.servers(), group)) {
        long start = System.nanoTime();
        long end = start + LIMIT_NANOS;
        long first = 0;
        long warm = 0;
        long halfAt = 0;
        long half = 0;
        long done = 0;
        while (done < expected && System.nanoTime() < end) {
          Thread.sleep(LOOK_MILLIS);
          done = evidence.committed(group);
          if (first == 0 && done > 0) {
            first = System.nanoTime();
            warm = done;
          }
          if (halfAt == 0 && done > expected / 2) {
            halfAt = System.nanoTime();
            half = done;
          }
        }
        long last = System.nanoTime();
        ProcessFigures used = process.figures();
        double brokerUsed = ProcessFigures.of(broker.pid()).cpuSeconds() - brokerBefore;
        System.out.printf(
            "| correlator, exactly once | %,d | %,.0f | %,.0f | %.2f | %d MB | %.2f |%n",
            done,
            (done - warm) / ((last - first) / 1e9),
            (done - half) / ((last - halfAt) / 1e9),
            used.cpuSeconds() / done * 1e6,
            used.peakMegabytes(),
            brokerUsed / done * 1e6);
      }
    }
  }

  private void child(String name, Class<?> main) throws IOException, InterruptedException {
    try (BenchBroker broker = BenchBroker.start(filled())) {
      double brokerBefore = ProcessFigures.of(broker.pid()).cpuSeconds();
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  main.getName(),
                  broker.servers())
              .redirectError(work.resolve(main.getSimpleName() + ".log").toFile())
              .start();
      List<String> said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      if (process.waitFor() != 0 || said.isEmpty()) {
        throw new IOException(name + " failed; see " + main.getSimpleName() + ".log");
      }
      String[] figures = said.get(0).split(" ");
      long records = Long.parseLong(figures[0]);
      double brokerUsed = ProcessFigures.of(broker.pid()).cpuSeconds() - brokerBefore;
      System.out.printf(
          "| %s | %,d | %,.0f | | %.2f | %s MB | %.2f |%n",
          name,
          records,
          records / Double.parseDouble(figures[1]),
          Double.parseDouble(figures[2]) / records * 1e6,
          figures[3],
          brokerUsed / records * 1e6);
      said.stream().skip(1).forEach(System.out::println);
    }
  }

  private void sec() throws IOException, InterruptedException {
    Path lines = filled().resolve("all.log");
    if (!SecRun.isInstalled()) {
      System.out.println("| SEC | not installed here | | | | | |");
      return;
    }
    SecRun.run(work, lines, TimeOrder.write(Filling.logs(filled()), lines));
  }

  private void servers() throws Exception {
    System.out.println(
        "| servers | records | state of one, mean, most (bytes) | changelog (MB) | ready, nothing"
            + " stored (s) | ready again after a kill (s) | peak RSS |\n"
            + "|---|--:|--:|--:|--:|--:|--:|");
    for (String servers : System.getProperty("bench.servers", "10,100,1000").split(",")) {
      StateOfServers.measure(work, correlator, Integer.parseInt(servers));
    }
  }
}
