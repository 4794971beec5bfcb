/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import io.hop444.localstack.LocalStackException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A single Kafka broker (KRaft, broker and controller in one) in this JVM, reachable from this
 * machine only. One data directory serves one running broker at a time.
 */
public final class LocalBroker implements AutoCloseable {

  private static final String OWNER = "The Kafka broker";

  private final KafkaRaftServer server;
  private final int port;
  private final DirectoryLock lock;

  private LocalBroker(KafkaRaftServer server, int port, DirectoryLock lock) {
    this.server = server;
    this.port = port;
    this.lock = lock;
  }

  /**
   * Starts a broker; an empty directory is formatted first, one that was used before goes on with
   * its topics and records, whatever way the last broker ended.
   *
   * @param dataDirectory created when missing
   * @param port of 127.0.0.1; 0 takes a free one
   * @throws LocalStackException when it cannot start, with what to do
   */
  public static LocalBroker start(Path dataDirectory, int port) throws LocalStackException {
    return start(dataDirectory, port, settings -> {});
  }

  /**
   * The same with Kafka's own settings on top: other listeners, authentication, ACLs. Where they
   * name other listeners, {@link #bootstrapServers()} is where nobody may listen.
   *
   * @param further win over this module's settings
   * @throws LocalStackException when it cannot start, with what to do
   */
  public static LocalBroker start(Path dataDirectory, int port, Map<String, String> further)
      throws LocalStackException {
    return start(dataDirectory, port, settings -> settings.putAll(further));
  }

  /**
   * As {@link #start(Path, int)}, with a second way in: clients that come to {@code remotePort} are
   * told to come by {@code proxyPort}, so that a proxy between the two sees all they say.
   *
   * @throws LocalStackException when it cannot start, with what to do
   */
  public static LocalBroker startBehindProxy(Path dataDirectory, int remotePort, int proxyPort)
      throws LocalStackException {
    return start(
        dataDirectory,
        0,
        settings -> BrokerSettings.addRemoteListener(settings, remotePort, proxyPort));
  }

  private static LocalBroker start(
      Path dataDirectory, int port, Consumer<Map<String, String>> changes)
      throws LocalStackException {
    Path directory = DataDirectory.prepare(dataDirectory, OWNER);
    // Kafka's own lock comes after it has opened, and maybe changed, the log of its metadata.
    DirectoryLock lock = DirectoryLock.acquire(directory, OWNER);
    try {
      return start(directory, port, changes, lock);
    } catch (LocalStackException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static LocalBroker start(
      Path directory, int port, Consumer<Map<String, String>> changes, DirectoryLock lock)
      throws LocalStackException {
    int listenerPort = Loopback.claim(port, OWNER);
    Path logs = directory.resolve("kafka");
    Map<String, String> settings =
        BrokerSettings.of(logs, listenerPort, freePortOtherThan(listenerPort));
    changes.accept(settings);
    formatOnce(directory, logs, settings);

    KafkaRaftServer server = null;
    try {
      server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
      server.startup();
      return new LocalBroker(server, listenerPort, lock);
    } catch (RuntimeException e) {
      if (server != null) {
        server.shutdown();
      }
      throw startFailed(directory, e);
    }
  }

  /** Host and port for Kafka clients. */
  public String bootstrapServers() {
    return Loopback.ADDRESS + ":" + port;
  }

  /** Port of 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Returns when the broker has ended, for whatever reason. */
  public void awaitEnd() {
    server.awaitShutdown();
  }

  /** Stops cleanly: everything is on disk afterwards. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    lock.close();
  }

  private static int freePortOtherThan(int taken) {
    int free = Loopback.freePort();
    while (free == taken) {
      free = Loopback.freePort();
    }
    return free;
  }

  private static void formatOnce(Path directory, Path logs, Map<String, String> settings)
      throws LocalStackException {
    Path metadata = logs.resolve("meta.properties");
    if (Files.exists(metadata)) {
      checkMetadata(metadata);
      return;
    }
    Path settingsFile = directory.resolve("broker.properties");
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int status;
    try {
      StringBuilder text = new StringBuilder();
      new TreeMap<>(settings)
          .forEach(
              (key, value) ->
                  text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
      Files.writeString(settingsFile, text);
      String[] arguments = {
        "format",
        "--ignore-formatted",
        "--config",
        settingsFile.toString(),
        "--cluster-id",
        Uuid.randomUuid().toString()
      };
      status =
          StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      throw new LocalStackException(
          Reason.START_FAILED,
          OWNER + " cannot format its data directory " + directory + ": " + e.getMessage() + ".",
          e);
    }
    if (status != 0) {
      throw new LocalStackException(
          Reason.START_FAILED,
          OWNER
              + " cannot format its data directory "
              + directory
              + ": "
              + output.toString(StandardCharsets.UTF_8).strip());
    }
  }

  private static void checkMetadata(Path metadata) throws LocalStackException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(metadata, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(metadata, e.toString(), e);
    }
    for (String key : new String[] {"version", "cluster.id", "node.id"}) {
      if (!properties.containsKey(key)) {
        throw damaged(metadata, "it has no " + key, null);
      }
    }
  }

  private static LocalStackException damaged(Path file, String why, Exception cause) {
    return new LocalStackException(
        Reason.DATA_DAMAGED,
        OWNER
            + " cannot use its data: "
            + file
            + " is damaged ("
            + why
            + "). Restore the directory from a backup, or move it away to begin with an empty"
            + " broker.",
        cause);
  }

  private static LocalStackException startFailed(Path directory, RuntimeException e) {
    StringBuilder messages = new StringBuilder();
    for (Throwable t = e; t != null; t = t.getCause()) {
      messages.append(messages.isEmpty() ? "" : ": ").append(t.getMessage());
    }
    String why = messages.toString();
    if (why.contains("Failed to acquire lock")) {
      return new LocalStackException(
          Reason.DATA_IN_USE,
          "Another Kafka broker uses "
              + directory
              + ". Stop it first, or choose another data directory.",
          e);
    }
    if (why.contains("meta.properties") || why.contains("InconsistentCluster")) {
      return damaged(directory, why, e);
    }
    return new LocalStackException(
        Reason.START_FAILED, OWNER + " did not start on " + directory + ": " + why, e);
  }
}
