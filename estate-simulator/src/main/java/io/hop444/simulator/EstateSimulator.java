/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator;

import io.hop444.simulator.engine.Engine;
import io.hop444.simulator.file.Written;
import io.hop444.simulator.plan.Simulation;
import io.hop444.simulator.truth.Truth;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Writes the logs of a whole span at once. */
public final class EstateSimulator {

  /** How much is played between two flushes: bounds memory, not the result. */
  private static final Duration STEP = Duration.ofMinutes(5);

  private EstateSimulator() {}

  /**
   * What a batch left behind.
   *
   * @param lines lines of all files, headers included
   * @param bytes size of all files
   * @param files number of files
   */
  public record Batch(Truth truth, long lines, long bytes, long files) {}

  /**
   * Writes the logs from the simulation's start on. Equal arguments give equal bytes. Memory does
   * not grow with the span.
   *
   * @param directory is created when missing and must be empty
   * @throws DirectoryNotEmptyException when there is something in the directory
   */
  public static Batch writeBatch(Simulation simulation, Duration span, Path directory)
      throws IOException {
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException("span=" + span + " must be positive");
    }
    Files.createDirectories(directory);
    try (Stream<Path> present = Files.list(directory)) {
      if (present.findAny().isPresent()) {
        throw new DirectoryNotEmptyException(directory.toString());
      }
    }
    Engine engine = new Engine(simulation, directory);
    Instant until = simulation.from().plus(span);
    for (Instant at = simulation.from(); at.isBefore(until); ) {
      at = at.plus(STEP).isBefore(until) ? at.plus(STEP) : until;
      engine.playUntil(at);
    }
    engine.flush();
    Written written = engine.written();
    return new Batch(engine.truth(), written.lines(), written.bytes(), written.files());
  }
}
