/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import io.hop444.localstack.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service by itself, as it is packaged. */
final class PackagedService implements AutoCloseable {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final Path log;
  private final URI root;

  private PackagedService(Process process, Path log, URI root) {
    this.process = process;
    this.log = log;
    this.root = root;
  }

  /**
   * Starts it and does not wait.
   *
   * @param name of the module
   * @param folder for its log; one that is there is continued
   */
  static PackagedService start(String name, Path folder, Map<String, String> settings)
      throws IOException {
    int port = Loopback.freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dquarkus.http.port=" + port));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    Path jar = Path.of("..", name, "target", "quarkus-app", "quarkus-run.jar");
    command.addAll(List.of("-jar", jar.toAbsolutePath().normalize().toString()));
    Path log = folder.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new PackagedService(
        process, log, URI.create("http://" + Loopback.ADDRESS + ":" + port + "/"));
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it says that it is ready. */
  boolean isReady() throws IOException, InterruptedException {
    HttpRequest question = HttpRequest.newBuilder(root.resolve("q/health/ready")).build();
    return CLIENT.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  /** Where it answers. */
  URI root() {
    return root;
  }

  /** The status of its process once that has ended by itself. */
  int status() throws InterruptedException {
    return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** SIGTERM, and SIGKILL where that does not end it. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
