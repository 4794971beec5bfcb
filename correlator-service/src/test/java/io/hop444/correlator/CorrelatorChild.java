/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import io.hop444.correlator.config.CorrelatorConfig;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.correlator.topology.CorrelationTopology;
import io.hop444.correlator.topology.EvictionMeter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.KafkaStreams;

/**
 * A correlator as a process that can be killed: the stream with the service's own settings, without
 * Quarkus, which would start more slowly. Its {@code main} ends when its standard input does.
 */
final class CorrelatorChild implements AutoCloseable {

  private record Settings(
      Kafka kafka, Path dataDirectory, String applicationId, int standbyReplicas)
      implements CorrelatorConfig {
    @Override
    public int threads() {
      return 1;
    }

    @Override
    public Seals seals() {
      return Optional::empty;
    }

    @Override
    public Tracing tracing() {
      return Optional::empty;
    }

    @Override
    public Duration commitInterval() {
      return Duration.ofSeconds(1);
    }
  }

  private record KafkaSettings(String bootstrapServers, Map<String, String> properties)
      implements CorrelatorConfig.Kafka {
    @Override
    public short replicationFactor() {
      return -1;
    }
  }

  public static void main(String[] arguments) throws IOException {
    CorrelatorConfig config =
        new Settings(
            new KafkaSettings(arguments[0], Map.of()),
            Path.of(arguments[1]),
            arguments[2],
            Integer.parseInt(arguments[3]));
    InstanceId instance = InstanceId.claim(config.dataDirectory());
    KafkaStreams streams =
        new KafkaStreams(
            new CorrelationTopology(Thresholds.DEFAULT, new EvictionMeter()).get(),
            StreamSettings.of(config, instance),
            new InstanceClients(config.applicationId(), instance));
    streams.setStateListener((state, before) -> System.out.println(state));
    streams.start();
    System.in.transferTo(OutputStream.nullOutputStream());
    Runtime.getRuntime().halt(0);
  }

  private final Process process;
  private final CompletableFuture<Void> running = new CompletableFuture<>();

  private CorrelatorChild(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "output of correlator " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param instance names its folder; one that is started again goes on with it
   */
  static CorrelatorChild start(
      String bootstrapServers, String applicationId, String instance, int standbyReplicas)
      throws IOException {
    Path folder = Path.of("target", "children", applicationId + "-" + instance);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), CorrelatorChild.class.getName()));
    command.addAll(
        List.of(
            bootstrapServers, folder.toString(), applicationId, Integer.toString(standbyReplicas)));
    java.nio.file.Files.createDirectories(folder);
    return new CorrelatorChild(
        new ProcessBuilder(command)
            .redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("messages.log").toFile()))
            .start());
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("RUNNING")) {
          running.complete(null);
        }
      }
    } catch (IOException e) {
      // It was killed.
    }
    running.completeExceptionally(new IllegalStateException("the correlator ended"));
  }

  /** Completes when its state is restored and it runs. */
  CompletableFuture<Void> running() {
    return running;
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
