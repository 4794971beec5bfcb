/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** {@code hop444 up} on a folder of logs, and all that belongs to it. */
final class LiveSystem implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_LIMIT = Duration.ofSeconds(150);
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  /** Of two or three seconds of the simulated estate. */
  private static final long FEW_RECORDS = 400;

  private final Path data;
  private final List<String> arguments;
  private Hop444Command command;
  private URI page;

  private LiveSystem(Path data, List<String> arguments) {
    this.data = data;
    this.arguments = arguments;
  }

  /** Starts it and returns when it says that it is ready. */
  static LiveSystem up(Path logs, Path data, WebhookReceiver receiver) throws IOException {
    LiveSystem system =
        new LiveSystem(
            data,
            List.of(
                "up",
                "--logs",
                logs.toString(),
                "--data",
                data.toString(),
                "--port",
                "0",
                "--webhook",
                receiver.url().toString(),
                "--webhook-secret",
                receiver.secret()));
    system.start();
    return system;
  }

  /** Starts it again with the same data. */
  void start() throws IOException {
    command = Hop444Command.start(arguments.toArray(String[]::new));
    page = command.awaitReady(START_LIMIT);
  }

  URI page() {
    return page;
  }

  Api api() throws IOException {
    return new Api(page, adminToken());
  }

  String adminToken() throws IOException {
    return Files.readString(data.resolve("admin-token")).strip();
  }

  /** What the processes say, by file. */
  Map<Path, byte[]> logs() throws IOException {
    Map<Path, byte[]> content = new LinkedHashMap<>();
    try (var files = Files.list(data.resolve("logs"))) {
      for (Path file : files.toList()) {
        content.put(file, Files.readAllBytes(file));
      }
    }
    content.put(Path.of("messages"), command.messages().getBytes(StandardCharsets.UTF_8));
    return content;
  }

  /** The processes by name: broker, postgres, collector, correlator, alert. */
  Map<String, ProcessHandle> processes() throws IOException {
    Map<String, ProcessHandle> found = new LinkedHashMap<>();
    JsonNode pids = JSON.readTree(data.resolve("pids.json").toFile());
    pids.properties()
        .forEach(
            entry ->
                ProcessHandle.of(entry.getValue().asLong())
                    .ifPresent(process -> found.put(entry.getKey(), process)));
    return found;
  }

  /** SIGKILL for processes, all at once; returns when others run in their place. */
  void kill(String... names) throws IOException {
    Map<String, ProcessHandle> before = processes();
    assertThat(before).containsKeys(names);
    List.of(names).forEach(name -> before.get(name).destroyForcibly());
    for (String name : names) {
      Awaitility.await(name + " started again")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                ProcessHandle now = processes().get(name);
                return now != null && now.pid() != before.get(name).pid() && now.isAlive();
              });
    }
  }

  /** SIGKILL for {@code up} itself; returns when its processes are gone, too. */
  void killUp() throws IOException, InterruptedException {
    Collection<ProcessHandle> left = processes().values();
    command.kill();
    awaitEnd(left);
  }

  String bootstrapServers() throws IOException {
    return "127.0.0.1:" + ports().getProperty("broker");
  }

  Connection database() throws IOException, SQLException {
    String password = Files.readString(data.resolve("postgres").resolve("password")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + ports().getProperty("postgres") + "/hop444",
        "hop444",
        password);
  }

  /** Returns when what the collector found at its start has passed the correlator. */
  void awaitCaughtUp() throws IOException {
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    try (Admin kafka = Admin.create(settings)) {
      Awaitility.await("records of the past correlated")
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(250))
          .ignoreExceptions()
          .until(() -> lag(kafka) < FEW_RECORDS);
    }
  }

  private static long lag(Admin kafka) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> read =
        kafka.listConsumerGroupOffsets("hop444-correlator").partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    read.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    long lag = read.isEmpty() ? Long.MAX_VALUE : 0;
    for (var end : kafka.listOffsets(latest).all().get().entrySet()) {
      lag += end.getValue().offset() - read.get(end.getKey()).offset();
    }
    return lag;
  }

  /** SIGTERM: exit status 0, one line of output, no process left. */
  @Override
  public void close() throws IOException {
    if (!command.isAlive()) {
      return;
    }
    List<ProcessHandle> children = new ArrayList<>(processes().values());
    Instant from = Instant.now();
    Hop444Command.Ending ending = terminate();
    awaitEnd(children);
    System.out.printf("[e2e] stopped in %s%n", Duration.between(from, Instant.now()));
    assertThat(ending.status()).as(ending.messages()).isZero();
    assertThat(ending.output()).containsExactly("ready " + page);
    assertThat(children).hasSize(5);
  }

  private Hop444Command.Ending terminate() {
    try {
      return command.terminate();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The newest lines of what the processes say, to explain a failure. */
  String tail() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Path, byte[]> log : logs().entrySet()) {
      List<String> lines = new String(log.getValue(), StandardCharsets.UTF_8).lines().toList();
      text.append("== ").append(log.getKey().getFileName()).append('\n');
      lines
          .subList(Math.max(0, lines.size() - 15), lines.size())
          .forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  private Properties ports() throws IOException {
    Properties ports = new Properties();
    try (Reader reader = Files.newBufferedReader(data.resolve("ports.properties"))) {
      ports.load(reader);
    }
    return ports;
  }

  private static void awaitEnd(Collection<ProcessHandle> processes) {
    Awaitility.await("end of all processes")
        .atMost(END_LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }
}
