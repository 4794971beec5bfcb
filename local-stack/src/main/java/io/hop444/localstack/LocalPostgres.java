/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import io.hop444.localstack.LocalStackException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server as a child process, reachable from this machine only, with passwords (kept in
 * the data directory, readable by this user alone). It ends when this JVM does, however that ends
 * (on Windows a killed JVM leaves it running; the next start on the directory stops it).
 */
public final class LocalPostgres implements AutoCloseable {

  /** Database and its owner. */
  private static final String NAME = "hop444";

  private static final String SUPERUSER = PostgresCluster.SUPERUSER;
  private static final String OWNER = "PostgreSQL";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  static final long STOP_LIMIT_SECONDS = 20;
  private static final long MAXIMUM_LOG_BYTES = 10L * 1024 * 1024;

  private final PostgresProcess programs;
  private final Path data;
  private final int port;
  private final Process process;
  private final String superuserPassword;
  private final String password;
  private final DirectoryLock lock;

  private LocalPostgres(
      PostgresProcess programs,
      Path data,
      int port,
      Process process,
      Secrets secrets,
      DirectoryLock lock) {
    this.lock = lock;
    this.programs = programs;
    this.data = data;
    this.port = port;
    this.process = process;
    this.superuserPassword = secrets.superuser();
    this.password = secrets.owner();
  }

  /**
   * Starts a server; an empty directory gets a new cluster with the database {@code hop444}, one
   * that was used before goes on with its rows, whatever way the last server ended. A server that
   * still runs on the directory (its starter was killed) is stopped first.
   *
   * @param dataDirectory created when missing
   * @param port of 127.0.0.1; 0 takes a free one
   * @throws LocalStackException when it cannot start, with what to do
   */
  public static LocalPostgres start(Path dataDirectory, int port) throws LocalStackException {
    return start(dataDirectory, port, List.of());
  }

  /**
   * The same with PostgreSQL's own settings on top, such as those of TLS.
   *
   * @param further {@code name=value}
   */
  public static LocalPostgres start(Path dataDirectory, int port, List<String> further)
      throws LocalStackException {
    Path directory = DataDirectory.prepare(dataDirectory, OWNER);
    PostgresProcess programs = PostgresProcess.onThisMachine();
    DirectoryLock lock = DirectoryLock.acquire(directory, OWNER);
    try {
      return start(directory, port, programs, lock, further);
    } catch (LocalStackException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static LocalPostgres start(
      Path directory, int port, PostgresProcess programs, DirectoryLock lock, List<String> further)
      throws LocalStackException {
    Path data = directory.resolve("pgdata");
    Secrets secrets = Secrets.in(directory, Files.exists(data));
    new PostgresCluster(programs, directory, data).prepare();
    int listenerPort = Loopback.claim(port, OWNER);
    Path log = logFile(directory);
    List<String> settings = new ArrayList<>(settings(listenerPort));
    settings.addAll(further);
    Process process = programs.startServer(data, log, settings);
    LocalPostgres postgres =
        new LocalPostgres(programs, data, listenerPort, process, secrets, lock);
    try {
      postgres.awaitConnection(log);
      postgres.createDatabase(NAME);
      return postgres;
    } catch (LocalStackException | RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /** JDBC address of the database {@code hop444}, without credentials. */
  public String jdbcUrl() {
    return jdbcUrl(NAME);
  }

  /** JDBC address of a database, without credentials. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + Loopback.ADDRESS + ":" + port + "/" + database;
  }

  /** Owner of the databases; no superuser. */
  public String user() {
    return NAME;
  }

  /** Password of {@link #user()}. */
  public String password() {
    return password;
  }

  /** Process id of the server. */
  public long pid() {
    return process.pid();
  }

  /** Port of 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The server's process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /**
   * Creates a database owned by {@link #user()} where it is missing.
   *
   * @param database letters, digits and underscores
   */
  public void createDatabase(String database) throws LocalStackException {
    if (!database.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("Not a plain database name: " + database);
    }
    try (Connection connection = connectAsSuperuser()) {
      if (isMissing(connection, "select 1 from pg_roles where rolname = ?", NAME)) {
        execute(connection, "create role " + NAME + " login password '" + password + "'");
      }
      if (isMissing(connection, "select 1 from pg_database where datname = ?", database)) {
        execute(connection, "create database " + database + " owner " + NAME);
      }
    } catch (SQLException e) {
      throw new LocalStackException(
          Reason.START_FAILED,
          OWNER + " did not create the database " + database + ": " + e.getMessage(),
          e);
    }
  }

  /** Lets {@link #user()} create databases and roles: tests do. */
  public void allowCreating() throws LocalStackException {
    try (Connection connection = connectAsSuperuser()) {
      execute(connection, "alter role " + NAME + " createdb createrole");
    } catch (SQLException e) {
      throw new LocalStackException(
          Reason.START_FAILED, OWNER + " refused a privilege: " + e.getMessage(), e);
    }
  }

  /** Stops it: running statements are cancelled, everything committed is on disk. */
  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
    lock.close();
  }

  private void stop() {
    try {
      programs.run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-t", "20");
    } catch (LocalStackException e) {
      process.destroy();
    }
    try {
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private Connection connectAsSuperuser() throws SQLException {
    return DriverManager.getConnection(jdbcUrl(SUPERUSER), SUPERUSER, superuserPassword);
  }

  private static boolean isMissing(Connection connection, String question, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(question)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return !rows.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Path logFile(Path directory) throws LocalStackException {
    Path log = directory.resolve("postgres.log");
    try {
      if (Files.exists(log) && Files.size(log) > MAXIMUM_LOG_BYTES) {
        Files.move(log, directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      return log;
    } catch (IOException e) {
      throw new LocalStackException(
          Reason.DATA_NOT_WRITABLE, OWNER + " cannot write its log " + log + " (" + e + ").", e);
    }
  }

  private static List<String> settings(int port) {
    return List.of(
        "listen_addresses=" + Loopback.ADDRESS,
        "unix_socket_directories=",
        "port=" + port,
        "max_connections=60",
        "shared_buffers=32MB",
        "max_wal_size=256MB",
        "jit=off",
        "timezone=UTC",
        "log_timezone=UTC",
        "log_checkpoints=off",
        // Statements may hold what must not stand in a log.
        "log_min_error_statement=panic");
  }

  private void awaitConnection(Path log) throws LocalStackException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    SQLException last = null;
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Connection connection = connectAsSuperuser()) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        last = e;
      }
      try {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new LocalStackException(
        Reason.START_FAILED,
        OWNER + " did not start on " + data + ". Last lines of " + log + ":\n" + lastLines(log),
        last);
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    } catch (IOException e) {
      return "(" + e + ")";
    }
  }
}
