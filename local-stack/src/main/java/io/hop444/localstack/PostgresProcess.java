/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import io.hop444.localstack.LocalStackException.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. PostgreSQL refuses to run as root; there it runs in a user namespace
 * of its own in which it is not root ({@code unshare -U}).
 */
final class PostgresProcess {

  /**
   * The server ends when its standard input does, that is when the process that started it is gone:
   * a reader beside it waits for the end and asks for a fast shutdown, if the server it was started
   * with still holds the data directory. {@code setsid} keeps a Ctrl-C in a terminal away from it:
   * the starting process decides in which order things stop.
   */
  private static final String GUARDED_SERVER =
      """
      data=$1
      shift
      server=$$
      exec 3<&0
      ( (
        trap '' INT HUP TERM
        cat <&3 >/dev/null 2>&1
        read -r holder 2>/dev/null <"$data/postmaster.pid" || holder=
        [ "$holder" = "$server" ] && kill -INT "$server"
      ) >/dev/null 2>&1 & )
      exec 3<&- </dev/null
      if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; fi
      exec "$@"
      """;

  private final PostgresBinaries binaries;
  private final List<String> prefix;

  private PostgresProcess(PostgresBinaries binaries, List<String> prefix) {
    this.binaries = binaries;
    this.prefix = prefix;
  }

  static PostgresProcess onThisMachine() throws LocalStackException {
    return new PostgresProcess(PostgresBinaries.unpacked(), prefixForThisUser());
  }

  /** Runs a program to its end; its output is in the message when it fails. */
  void run(String program, String... arguments) throws LocalStackException {
    List<String> command = new ArrayList<>(prefix);
    command.add(binaries.program(program));
    command.addAll(List.of(arguments));
    Outcome outcome = runToEnd(command);
    if (outcome.status() != 0) {
      throw new LocalStackException(
          Reason.START_FAILED, program + " of PostgreSQL failed: " + outcome.output());
    }
  }

  /** Starts the server on a data directory. */
  Process startServer(Path data, Path log, List<String> settings) throws LocalStackException {
    List<String> command = new ArrayList<>();
    if (!PostgresBinaries.isWindows()) {
      command.addAll(List.of("/bin/sh", "-c", GUARDED_SERVER, "sh", data.toString()));
    }
    command.addAll(prefix);
    command.addAll(List.of(binaries.program("postgres"), "-D", data.toString()));
    for (String setting : settings) {
      command.addAll(List.of("-c", setting));
    }
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new LocalStackException(
          Reason.START_FAILED, "PostgreSQL cannot be started: " + e.getMessage(), e);
    }
  }

  private static List<String> prefixForThisUser() throws LocalStackException {
    if (PostgresBinaries.isWindows() || !isRoot()) {
      return List.of();
    }
    if (runToEnd(List.of("unshare", "-U", "true")).status() != 0) {
      throw new LocalStackException(
          Reason.UNSUPPORTED,
          "PostgreSQL does not run as root, and this system allows no user namespace to run it in"
              + " (unshare -U). Start hop444 as another user.");
    }
    return List.of("unshare", "-U");
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | RuntimeException e) {
      return System.getProperty("user.name").equals("root");
    }
  }

  private record Outcome(int status, String output) {}

  private static Outcome runToEnd(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(
                  ProcessBuilder.Redirect.from(
                      new File(PostgresBinaries.isWindows() ? "NUL" : "/dev/null")))
              .start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(1, "it did not end within 60 s");
      }
      return new Outcome(process.exitValue(), output);
    } catch (IOException e) {
      return new Outcome(1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(1, "interrupted");
    }
  }
}
