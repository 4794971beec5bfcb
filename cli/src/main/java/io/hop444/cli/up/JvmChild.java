/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.cli.StartFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java process. Its output goes to a log; its standard input is a pipe that ends with this
 * process, upon which it stops by itself. A Ctrl-C in the terminal does not reach it: the
 * supervisor decides in which order things stop.
 */
final class JvmChild implements Child {

  private static final long LOG_LIMIT_BYTES = 10L * 1024 * 1024;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration PROBE_PAUSE = Duration.ofMillis(200);

  /**
   * What to run.
   *
   * @param arguments of {@code java}: options, class path, main class and its arguments
   * @param environment added to this process' own; for what must not be seen in a list of processes
   * @param directory to run in
   * @param log for its output
   */
  record Program(
      String name,
      List<String> arguments,
      Map<String, String> environment,
      Path directory,
      Path log) {

    Program {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }

  private final Program program;
  private final Readiness readiness;

  JvmChild(Program program, Readiness readiness) {
    this.program = program;
    this.readiness = readiness;
  }

  @Override
  public String name() {
    return program.name();
  }

  @Override
  public Running start(Started started) throws StartFailedException, InterruptedException {
    Readiness.Watch watch = readiness.watch();
    RunningJvm running = launch(watch);
    started.process(running.process());
    try {
      long deadline = System.nanoTime() + START_LIMIT.toNanos();
      while (!watch.isReady()) {
        if (running.process.waitFor(PROBE_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new StartFailedException(running.problem("ended while starting"));
        }
        if (System.nanoTime() > deadline) {
          throw new StartFailedException(
              running.problem("does not answer " + START_LIMIT.toSeconds() + " s after its start"));
        }
      }
      return running;
    } catch (StartFailedException | InterruptedException e) {
      running.stop();
      throw e;
    }
  }

  private RunningJvm launch(Readiness.Watch watch) throws StartFailedException {
    List<String> command = new ArrayList<>();
    if (!Installation.isWindows()) {
      command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
    }
    command.add(Installation.java());
    command.addAll(program.arguments());
    try {
      Files.createDirectories(program.directory());
      RotatingLog log = new RotatingLog(program.log(), LOG_LIMIT_BYTES);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(program.directory().toFile())
              .redirectErrorStream(true);
      builder.environment().putAll(program.environment());
      return new RunningJvm(program.name(), builder.start(), log, watch);
    } catch (IOException e) {
      throw new StartFailedException(
          program.name() + " cannot be started: " + e.getMessage() + ".", e);
    }
  }

  private static final class RunningJvm implements Running {

    private final String name;
    private final Process process;
    private final RotatingLog log;
    private final Readiness.Watch watch;
    private final Thread pump;

    RunningJvm(String name, Process process, RotatingLog log, Readiness.Watch watch) {
      this.name = name;
      this.process = process;
      this.log = log;
      this.watch = watch;
      this.pump = new Thread(this::pumpOutput, name + "-output");
      pump.setDaemon(true);
      pump.start();
    }

    @Override
    public ProcessHandle process() {
      return process.toHandle();
    }

    @Override
    public String ending() {
      return "ended with status " + process.exitValue() + "; its log is " + log.file();
    }

    @Override
    public void stop() {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        // The pipe is broken: it has ended already.
      }
      try {
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }

    String problem(String what) throws InterruptedException {
      if (!process.isAlive()) {
        pump.join(TimeUnit.SECONDS.toMillis(2));
      }
      return name
          + " "
          + what
          + ". Last lines of "
          + log.file()
          + ":\n  "
          + String.join("\n  ", log.lastLines());
    }

    private void pumpOutput() {
      try (log;
          BufferedReader output =
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          watch.line(line);
          log.line(line);
        }
      } catch (IOException e) {
        // A broken pipe: it was killed.
      }
    }
  }
}
