/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One broker and one database server for all tests of a JVM, in a temporary directory. Each starts
 * when it is first asked for; both stop with the JVM, and their directory goes. Callers keep apart
 * by fresh topics and databases. Thread-safe.
 *
 * <p>The addresses stand in system properties, so that a second class loader (Quarkus has several)
 * finds the running ones instead of starting its own.
 */
public final class LocalStack {

  /** A database of its own for one caller. */
  public record Database(String jdbcUrl, String user, String password) {}

  private static final String BOOTSTRAP = "hop444.localstack.bootstrap-servers";
  private static final String SERVER = "hop444.localstack.postgres-url";
  private static final String USER = "hop444.localstack.postgres-user";
  private static final String PASSWORD = "hop444.localstack.postgres-password";

  private static final Properties RUNNING = System.getProperties();

  private LocalStack() {}

  /** Host and port of the broker; starts it when needed. */
  public static String bootstrapServers() {
    synchronized (RUNNING) {
      if (RUNNING.getProperty(BOOTSTRAP) == null) {
        startBroker();
      }
      return RUNNING.getProperty(BOOTSTRAP);
    }
  }

  /**
   * Creates a topic nobody else uses.
   *
   * @param prefix of its name
   */
  public static String freshTopic(String prefix, int partitions) {
    String name = prefix + "-" + uniqueSuffix();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
      return name;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topic " + name, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Topic " + name + " was not created", e.getCause());
    }
  }

  /** Creates an empty database nobody else uses; starts the server when needed. */
  public static Database freshDatabase() {
    synchronized (RUNNING) {
      if (RUNNING.getProperty(SERVER) == null) {
        startPostgres();
      }
      String name = "test_" + uniqueSuffix();
      Database admin =
          new Database(
              RUNNING.getProperty(SERVER),
              RUNNING.getProperty(USER),
              RUNNING.getProperty(PASSWORD));
      try (var connection =
              DriverManager.getConnection(
                  admin.jdbcUrl() + "hop444", admin.user(), admin.password());
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException("Database " + name + " was not created", e);
      }
      return new Database(admin.jdbcUrl() + name, admin.user(), admin.password());
    }
  }

  private static void startBroker() {
    try {
      Path directory = temporaryDirectory("hop444-kafka-");
      LocalBroker broker = LocalBroker.start(directory, 0);
      stopWithJvm(broker, directory);
      RUNNING.setProperty(BOOTSTRAP, broker.bootstrapServers());
    } catch (LocalStackException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static void startPostgres() {
    try {
      Path directory = temporaryDirectory("hop444-postgres-");
      LocalPostgres postgres = LocalPostgres.start(directory, 0);
      stopWithJvm(postgres, directory);
      postgres.allowCreating();
      RUNNING.setProperty(USER, postgres.user());
      RUNNING.setProperty(PASSWORD, postgres.password());
      RUNNING.setProperty(SERVER, postgres.jdbcUrl(""));
    } catch (LocalStackException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static Path temporaryDirectory(String prefix) {
    try {
      return Files.createTempDirectory(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stopWithJvm(AutoCloseable part, Path directory) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    part.close();
                    PostgresBinaries.deleteTree(directory);
                  } catch (Exception e) {
                    System.err.println("The local stack did not stop cleanly: " + e);
                  }
                },
                "local-stack-stop"));
  }

  private static String uniqueSuffix() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
