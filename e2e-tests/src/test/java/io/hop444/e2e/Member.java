/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** One of several instances of a service, which ends and is started again. */
final class Member implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** How a member is ended. */
  enum Ending {
    /** SIGKILL. */
    KILLED,
    /** SIGTERM, as a rolling restart does it. */
    STOPPED
  }

  private final String module;
  private final String name;
  private final Path folder;
  private final Map<String, String> settings;
  private PackagedService process;

  /**
   * @param module whose package it is
   * @param name of this instance
   * @param folder of all instances; it gets one of its own there
   */
  Member(String module, String name, Path folder, Map<String, String> settings) {
    this.module = module;
    this.name = name;
    this.folder = folder.resolve(name);
    this.settings = new TreeMap<>(settings);
  }

  String name() {
    return name;
  }

  /** Where it answers since its last start. */
  PackagedService process() {
    return process;
  }

  /** A setting from its next start on. */
  void set(String key, String value) {
    settings.put(key, value);
  }

  void start() throws IOException {
    Files.createDirectories(folder);
    process = PackagedService.start(module, folder, settings);
  }

  void end(Ending ending) throws InterruptedException {
    if (ending == Ending.KILLED) {
      process.kill();
    } else {
      process.close();
    }
  }

  void awaitReady() {
    Awaitility.await(name + " ready")
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> process.isReady());
  }

  /** The newest lines of its log. */
  String tail() throws IOException {
    List<String> lines = process.log().lines().toList();
    return "== "
        + name
        + "\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()))
        + "\n";
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.close();
    }
  }
}
