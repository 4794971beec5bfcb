/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The packaged command as a process. */
public final class HopProcess implements AutoCloseable {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private final Process process;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();

  private HopProcess(Process process) {
    this.process = process;
    collect(process.inputReader(), output);
    collect(process.errorReader(), messages);
  }

  /** Whether the services are packaged: they are when the whole project is built. */
  public static boolean servicesArePackaged() {
    return List.of("collector-service", "correlator-service", "alert-service").stream()
        .map(module -> TARGET.getParent().resolveSibling(module))
        .allMatch(module -> Files.exists(module.resolve("target/quarkus-app/quarkus-run.jar")));
  }

  /** Starts it. */
  public static HopProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-jar"));
    command.add(TARGET.resolve("hop444.jar").toString());
    command.addAll(List.of(arguments));
    return new HopProcess(new ProcessBuilder(command).start());
  }

  /** Waits for a line of standard output that holds the text. */
  public String awaitLine(String text, Duration limit) {
    await()
        .atMost(limit)
        .failFast(() -> assertThat(process.isAlive()).as("messages: %s", messages).isTrue())
        .until(() -> output.stream().anyMatch(line -> line.contains(text)));
    return output.stream().filter(line -> line.contains(text)).findFirst().orElseThrow();
  }

  /** Lines of standard output so far. */
  public List<String> output() {
    return output;
  }

  /** Lines of standard error so far. */
  public List<String> messages() {
    return messages;
  }

  /** As SIGTERM does; returns the exit status. */
  public int terminate() throws InterruptedException {
    process.destroy();
    return awaitEnd(Duration.ofMinutes(1));
  }

  /** Waits for its end; returns the exit status. */
  public int awaitEnd(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("hop444 does not end; its messages: " + messages);
    }
    return process.exitValue();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** As kill -9 does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void collect(BufferedReader reader, List<String> lines) {
    Thread collector =
        new Thread(
            () -> {
              try (reader) {
                reader.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException e) {
                // The process was killed.
              }
            },
            "output");
    collector.setDaemon(true);
    collector.start();
  }
}
