/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A broker in a process of its own, so that its share of the processor can be told. */
public final class BenchBroker implements AutoCloseable {

  private final Process process;
  private final String servers;

  private BenchBroker(Process process, String servers) {
    this.process = process;
    this.servers = servers;
  }

  /**
   * Starts one, or goes on with what is in the folder.
   *
   * @param folder for its data and its messages
   */
  public static BenchBroker start(Path folder) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("bench.broker", System.getProperty("java.class.path")),
            "io.hop444.localstack.BrokerMain",
            "--data",
            folder.resolve("broker").toString());
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("broker.log").toFile()).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("ready ")) {
        return new BenchBroker(process, line.substring("ready ".length()));
      }
    }
    throw new IOException("the broker did not start; see broker.log in " + folder);
  }

  /** host:port of it. */
  public String servers() {
    return servers;
  }

  /** Of its process. */
  public long pid() {
    return process.pid();
  }

  /** Stops it, if it is not stopped already. */
  public void stop() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    stop();
  }
}
