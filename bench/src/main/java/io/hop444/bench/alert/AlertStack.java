/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.alert;

import io.hop444.localstack.LocalPostgres;
import io.hop444.localstack.Loopback;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.TopicCreator;
import io.hop444.wire.IncidentChange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker, a database and the packaged service, each a process of its own. */
final class AlertStack implements AutoCloseable {

  private static final String TOKEN = "a-token-of-the-bench-only";
  private static final long START_LIMIT_NANOS = 90_000_000_000L;

  /** As the packages of deploy/ and hop444 up start it. */
  private static final String AS_PACKAGED = "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private final RecordCodec codec = new RecordCodec();
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = Loopback.freePort();
  private final Process broker;
  private final LocalPostgres postgres;
  private final Process service;
  private final KafkaProducer<String, byte[]> producer;
  private final Connection database;

  /**
   * @param settings of the service beside those that name the broker and the database
   */
  AlertStack(Path folder, Path jar, Map<String, String> settings) throws Exception {
    Path work = Files.createDirectories(folder);
    broker =
        new ProcessBuilder(
                java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.hop444.localstack.BrokerMain",
                "--data",
                work.resolve("broker").toString())
            .redirectError(work.resolve("broker.log").toFile())
            .start();
    String servers = ready(broker);
    postgres = LocalPostgres.start(work.resolve("postgres"), 0);
    database =
        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      new TopicCreator(admin, Map.of(), (short) -1).createMissing();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "linger.ms", 0, "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    Path token = Files.writeString(work.resolve("admin-token"), TOKEN + "\n");
    service = start(work, jar, settings, servers, token);
    awaitReady(work);
  }

  private Process start(
      Path work, Path jar, Map<String, String> settings, String servers, Path token)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(List.of(System.getProperty("bench.alert.jvm", AS_PACKAGED).split(" ")));
    command.add("-Dkafka.bootstrap.servers=" + servers);
    command.add("-Dquarkus.datasource.jdbc.url=" + postgres.jdbcUrl());
    command.add("-Dquarkus.datasource.username=" + postgres.user());
    command.add("-Dquarkus.datasource.password=" + postgres.password());
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dalert.admin-token-file=" + token);
    command.add("-Dalert.http.calls-per-second=100000");
    command.add("-Dalert.http.calls-at-once=100000");
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", jar.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("alert.log").toFile())
        .start();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String ready(Process broker) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(broker.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("ready ")) {
        return line.substring("ready ".length());
      }
    }
    throw new IOException("the broker did not start; see broker.log in the work folder");
  }

  private void awaitReady(Path work) throws Exception {
    long end = System.nanoTime() + START_LIMIT_NANOS;
    while (System.nanoTime() < end && service.isAlive()) {
      try {
        if (get("/q/health/ready").statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(200);
    }
    throw new IOException("the service did not get ready; see " + work.resolve("alert.log"));
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + TOKEN)
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  int port() {
    return port;
  }

  String token() {
    return TOKEN;
  }

  long pid() {
    return service.pid();
  }

  long postgresPid() {
    return postgres.pid();
  }

  void send(IncidentChange change) {
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                Topic.INCIDENTS.topicName(),
                change.getIncident().getBackEnd(),
                codec.encode(change)));
  }

  void flush() {
    producer.flush();
  }

  long count(String question) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Waits until {@code question} counts {@code wanted}; the moment it did, of nanoTime. */
  long awaitCount(String question, long wanted, long limitNanos) throws Exception {
    long end = System.nanoTime() + limitNanos;
    while (true) {
      long now = System.nanoTime();
      if (count(question) >= wanted) {
        return now;
      }
      if (now > end) {
        throw new IOException("only " + count(question) + " of " + wanted + " in time");
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws SQLException {
    service.destroy();
    service.onExit().join();
    producer.close();
    database.close();
    postgres.close();
    broker.destroy();
    broker.onExit().join();
  }
}
