/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import io.hop444.bench.BenchBroker;
import io.hop444.simulator.EstateSimulator;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Logs of a simulated estate of ten servers, two of which break, and a broker whose topics hold
 * what the packaged collector read of them. Made once; all competitors read the same.
 */
final class Filling {

  private static final double REQUESTS_PER_SECOND = 400;

  /** No record arrives for so long: the collector is done. */
  private static final long SILENCE_NANOS = 8_000_000_000L;

  private Filling() {}

  static Path logs(Path folder) {
    return folder.resolve("logs");
  }

  /** Makes it where it is missing. */
  static void make(Path folder, Path collector, Duration span) throws Exception {
    Path done = folder.resolve("filled");
    if (Files.exists(done)) {
      return;
    }
    write(folder, span);
    try (BenchBroker broker = BenchBroker.start(Files.createDirectories(folder));
        Evidence evidence = new Evidence(broker.servers())) {
      Process process = collect(folder, collector, broker.servers());
      long last = System.nanoTime();
      long records = 0;
      while (System.nanoTime() - last < SILENCE_NANOS || records == 0) {
        Thread.sleep(500);
        long now = evidence.count();
        if (now > records + 50) {
          last = System.nanoTime();
        }
        records = now;
      }
      process.destroy();
      process.waitFor();
      Files.writeString(done, evidence.count() + "\n");
    }
  }

  private static void write(Path folder, Duration span) throws IOException {
    Instant from = Instant.now().minus(span).minusSeconds(300);
    List<Fault> faults =
        List.of(
            Fault.between(
                FaultKind.BINDING_MISSING,
                "OSL-EX01",
                from.plus(span.dividedBy(4)),
                from.plus(span.dividedBy(4)).plusSeconds(120)),
            Fault.between(
                FaultKind.TLS_HANDSHAKE_FAILING,
                "GOT-EX02",
                from.plus(span.dividedBy(2)),
                from.plus(span.dividedBy(2)).plusSeconds(120)));
    Simulation simulation =
        new Simulation(Estate.of(2, 5, 5_000), faults, from, REQUESTS_PER_SECOND, 444);
    EstateSimulator.Batch batch = EstateSimulator.writeBatch(simulation, span, logs(folder));
    System.out.printf(
        "Logs are written. files=%d lines=%d bytes=%d%n",
        batch.files(), batch.lines(), batch.bytes());
  }

  private static Process collect(Path folder, Path collector, String servers) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dcollector.estate.directory=" + logs(folder),
                "-Dcollector.data.directory=" + folder.resolve("collector"),
                "-Dcollector.kafka.bootstrap-servers=" + servers,
                "-Dquarkus.http.port=0",
                "-jar",
                collector.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("collector.log").toFile())
        .start();
  }
}
