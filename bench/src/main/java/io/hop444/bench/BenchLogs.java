/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

import io.hop444.simulator.EstateSimulator;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the logs that all competitors read: {@code DIR/w3c} holds the IIS logs of a simulated
 * estate, {@code DIR/httpproxy} its HttpProxy logs. Equal arguments give equal bytes.
 */
final class BenchLogs {

  private static final double REQUESTS_PER_SECOND = 400;

  private BenchLogs() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: BenchLogs DIRECTORY SPAN   (such as PT30M)");
      System.exit(2);
    }
    Path directory = Path.of(arguments[0]);
    Path all = directory.resolve("all");
    Simulation simulation =
        new Simulation(
            Estate.of(2, 2, 2_000),
            List.of(),
            Instant.parse("2026-11-20T08:00:00Z"),
            REQUESTS_PER_SECOND,
            444);
    EstateSimulator.Batch batch =
        EstateSimulator.writeBatch(simulation, Duration.parse(arguments[1]), all);
    System.out.printf(
        "Logs are written. files=%d lines=%d bytes=%d%n",
        batch.files(), batch.lines(), batch.bytes());
    keep(all, directory.resolve("w3c"), "/W3SVC");
    keep(all, directory.resolve("httpproxy"), "/HttpProxy/");
  }

  private static void keep(Path from, Path to, String part) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().replace('\\', '/').contains(part)) {
          Path target = to.resolve(from.relativize(file));
          Files.createDirectories(target.getParent());
          Files.move(file, target);
        }
      }
    }
  }
}
