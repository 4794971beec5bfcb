/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import io.hop444.localstack.LocalStack;
import io.hop444.localstack.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process, as operators run it. */
final class AlertProcess implements AutoCloseable {

  private static final Path APP = Path.of("target/quarkus-app/quarkus-run.jar");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> settings;
  private final Path log;
  private final Path tokenFile;
  private final int port = Loopback.freePort();
  private Process process;

  private AlertProcess(Map<String, String> settings, Path directory) {
    this.settings = new LinkedHashMap<>(settings);
    this.tokenFile = directory.resolve("admin-token");
    this.log = directory.resolve("alert.log");
    this.settings.putIfAbsent("alert.admin-token-file", tokenFile.toString());
    this.settings.putIfAbsent("quarkus.http.port", Integer.toString(port));
  }

  /** Settings that name the broker and a database. */
  static Map<String, String> settings(LocalStack.Database database) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("kafka.bootstrap.servers", LocalStack.bootstrapServers());
    settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    settings.put("quarkus.datasource.username", database.user());
    settings.put("quarkus.datasource.password", database.password());
    return settings;
  }

  /** As the owner of the tables does with each new version, for a role that owns none of them. */
  static void makeTables(LocalStack.Database database, String role, Path directory) {
    new Sql(database)
        .run(
            """
            do $$ begin
              if not exists (select from pg_roles where rolname = '%1$s') then
                create role %1$s login password '%1$s';
              end if;
            end $$
            """
                .formatted(role));
    Map<String, String> settings = settings(database);
    settings.put("alert.migrate-only", "true");
    settings.put("alert.run-time-role", role);
    try (AlertProcess maker = launched(settings, directory)) {
      if (maker.awaitEnd() != 0) {
        throw new IllegalStateException("the tables were not made:\n" + maker.log());
      }
    }
  }

  /** The same as a role for which {@link #makeTables} made the tables. */
  static Map<String, String> settings(LocalStack.Database database, String role) {
    Map<String, String> settings =
        settings(new LocalStack.Database(database.jdbcUrl(), role, role));
    settings.put("alert.migrate-at-start", "false");
    return settings;
  }

  static AlertProcess started(Map<String, String> settings, Path directory) {
    AlertProcess alert = new AlertProcess(settings, directory);
    alert.start();
    return alert;
  }

  /** Started, but perhaps not ready yet. */
  static AlertProcess launched(Map<String, String> settings, Path directory) {
    AlertProcess alert = new AlertProcess(settings, directory);
    alert.launch();
    return alert;
  }

  void start() {
    launch();
    awaitReady();
  }

  void launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", APP.toAbsolutePath().toString()));
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    Patience.await()
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("the service ended:\n" + Files.readString(log));
              }
              return statusOf("/q/health/ready") == 200;
            });
  }

  int statusOf(String path) {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create(address() + path))
                  .timeout(Duration.ofSeconds(10))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  String token() {
    try {
      return Files.readString(tokenFile).trim();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path tokenFile() {
    return tokenFile;
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  int awaitEnd() {
    try {
      if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the service did not end:\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As SIGTERM. */
  int stop() {
    process.destroy();
    return awaitEnd();
  }

  @Override
  public void close() {
    process.destroy();
    awaitEnd();
  }
}
