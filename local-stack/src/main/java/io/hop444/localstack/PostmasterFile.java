/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code postmaster.pid} of a data directory: line 1 is the server's process id, line 2 its data
 * directory (PostgreSQL manual, "Database File Layout"). Outlives a killed server.
 */
final class PostmasterFile {

  private final Path data;

  PostmasterFile(Path data) {
    this.data = data;
  }

  Path path() {
    return data.resolve("postmaster.pid");
  }

  /** The process the file names, whatever it is by now. */
  Optional<ProcessHandle> named() {
    try {
      List<String> lines = Files.readAllLines(path(), StandardCharsets.UTF_8);
      if (lines.size() < 2 || !samePath(lines.get(1))) {
        return Optional.empty();
      }
      return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The server that runs on this directory. A process that got a dead server's id is not it: a
   * server works in its data directory, and where that cannot be seen, its program is {@code
   * postgres}.
   */
  Optional<ProcessHandle> running() {
    return named().filter(this::isServer);
  }

  private boolean isServer(ProcessHandle process) {
    Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
    if (Files.exists(Path.of("/proc/self/cwd"))) {
      try {
        return Files.readSymbolicLink(workingDirectory).equals(data.toRealPath());
      } catch (IOException e) {
        return false;
      }
    }
    return process.info().command().map(Path::of).map(Path::getFileName).stream()
        .anyMatch(name -> name.toString().startsWith("postgres"));
  }

  private boolean samePath(String written) {
    try {
      return Path.of(written.strip()).toRealPath().equals(data.toRealPath());
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
