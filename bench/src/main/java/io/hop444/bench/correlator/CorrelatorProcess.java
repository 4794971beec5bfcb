/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import io.hop444.bench.ProcessFigures;
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

/** The packaged correlator as {@code hop444 up} starts it. */
final class CorrelatorProcess implements AutoCloseable {

  private static final String JVM = "-Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError";
  private static final long START_LIMIT_NANOS = 240_000_000_000L;

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = Loopback.freePort();
  private final Process process;

  /**
   * @param name of its group, and of its log and data in the folder
   */
  CorrelatorProcess(Path folder, Path jar, String servers, String name) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("bench.correlator.jvm", JVM).split(" ")));
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add("-Dcorrelator.kafka.bootstrap-servers=" + servers);
    command.add("-Dcorrelator.data-directory=" + folder.resolve(name));
    command.add("-Dcorrelator.application-id=" + name);
    command.add("-Dquarkus.http.port=" + port);
    for (String option : System.getProperty("bench.correlator.options", "").split(" ")) {
      if (!option.isEmpty()) {
        command.add(option);
      }
    }
    command.addAll(List.of("-jar", jar.toString()));
    Files.createDirectories(folder);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    process = builder.start();
  }

  ProcessFigures figures() throws IOException {
    return ProcessFigures.of(process.pid());
  }

  /** Returns when its state is restored and it runs. */
  void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + START_LIMIT_NANOS;
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready")).build();
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        if (http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(20);
    }
    throw new IOException("the correlator did not get ready; see its log");
  }

  /** Ends it without leave. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
