/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A running {@code hop444} command, started from its packaged jar as the launcher does. */
final class Hop444Command {

  private static final Path JAR = Path.of("..", "cli", "target", "hop444.jar");
  private static final String READY = "ready ";

  private final Process process;
  private final Path messages;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private Hop444Command(Process process, Path messages) {
    this.process = process;
    this.messages = messages;
    this.reader = new Thread(this::read, "output of hop444");
    reader.setDaemon(true);
    reader.start();
  }

  /** How a command ended. */
  record Ending(int status, List<String> output, String messages) {}

  static Hop444Command start(String... arguments) throws IOException {
    return startIn(List.of(), arguments);
  }

  private static Hop444Command startIn(List<String> surroundings, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(surroundings);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What the launcher gives it.
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", JAR.toAbsolutePath().normalize().toString()));
    command.addAll(List.of(arguments));
    Path messages = Files.createTempFile("hop444-e2e", ".messages");
    messages.toFile().deleteOnExit();
    Process process = new ProcessBuilder(command).redirectError(messages.toFile()).start();
    process.getOutputStream().close();
    return new Hop444Command(process, messages);
  }

  /** Runs a command to its end. */
  static Ending run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).awaitEnd(Duration.ofSeconds(60));
  }

  /**
   * Runs a command to its end under another that restricts it, as {@code setpriv} does.
   *
   * @param surroundings program and arguments before the command itself
   */
  static Ending runIn(List<String> surroundings, String... arguments)
      throws IOException, InterruptedException {
    return startIn(surroundings, arguments).awaitEnd(Duration.ofSeconds(60));
  }

  /** Waits for the line that says where the page is. */
  URI awaitReady(Duration limit) {
    Awaitility.await("ready line of hop444 up")
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .failFast(
            () -> {
              if (!process.isAlive() && output.isEmpty()) {
                throw new AssertionError("hop444 ended: " + messages());
              }
            })
        .until(() -> !output.isEmpty());
    String line = output.get(0);
    if (!line.startsWith(READY)) {
      throw new AssertionError("not a ready line: " + line + "\n" + messages());
    }
    return URI.create(line.substring(READY.length()));
  }

  /** SIGTERM, then its end. */
  Ending terminate() throws InterruptedException {
    process.destroy();
    return awaitEnd(Duration.ofSeconds(60));
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String messages() {
    try {
      return Files.readString(messages);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Ending awaitEnd(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("hop444 did not end within " + limit + "\n" + messages());
    }
    reader.join(limit.toMillis());
    return new Ending(process.exitValue(), List.copyOf(output), messages());
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
      }
    } catch (IOException e) {
      output.add("unreadable: " + e);
    }
  }
}
