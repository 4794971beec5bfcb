/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The running children: {@code pids.json} (process id by name) for operators, and beside it when
 * each was started, so that the next {@code up} can tell a child that outlived a killed {@code up}
 * from another process with its id. Thread-safe.
 */
final class PidFile {

  /** A start time is computed from ticks since boot; it wavers with the clock. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path pids;
  private final Path starts;
  private final Map<String, Long> pidByName = new TreeMap<>();
  private final Map<String, String> startByName = new TreeMap<>();

  PidFile(Path data) {
    this.pids = data.resolve("pids.json");
    this.starts = data.resolve("pids-started.json");
  }

  synchronized void put(String name, ProcessHandle process) throws IOException {
    pidByName.put(name, process.pid());
    process
        .info()
        .startInstant()
        .ifPresent(start -> startByName.put(name, process.pid() + " " + start));
    write();
  }

  /** Writes nothing when it was not put: the file may be that of an {@code up} that runs. */
  synchronized void remove(String name) throws IOException {
    if (pidByName.remove(name) == null) {
      return;
    }
    startByName.remove(name);
    write();
  }

  /** Children of an earlier {@code up} that still run, by name. */
  Map<String, ProcessHandle> leftOver() {
    Map<String, ProcessHandle> running = new TreeMap<>();
    if (!Files.exists(starts)) {
      return running;
    }
    try {
      Map<?, ?> stored = JSON.readValue(starts.toFile(), Map.class);
      stored.forEach(
          (name, start) ->
              identify(String.valueOf(start)).ifPresent(p -> running.put((String) name, p)));
    } catch (IOException e) {
      // Cut short by a crash of the machine: then its processes are gone, too.
    }
    return running;
  }

  private static Optional<ProcessHandle> identify(String pidAndStart) {
    String[] parts = pidAndStart.split(" ", 2);
    try {
      Instant start = Instant.parse(parts[1]);
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(ProcessHandle::isAlive)
          .filter(
              process ->
                  process
                      .info()
                      .startInstant()
                      .filter(
                          seen ->
                              Duration.between(start, seen).abs().compareTo(START_TOLERANCE) <= 0)
                      .isPresent());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private void write() throws IOException {
    AtomicFile.write(starts, JSON.writeValueAsString(startByName));
    AtomicFile.write(pids, JSON.writeValueAsString(pidByName));
  }
}
