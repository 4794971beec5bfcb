/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import io.hop444.localstack.LocalPostgres;
import io.hop444.localstack.secured.AclCommands;
import io.hop444.localstack.secured.CertificateAuthority;
import io.hop444.localstack.secured.SecuredBroker;
import io.hop444.localstack.secured.SecuredBroker.Way;
import io.hop444.localstack.secured.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/**
 * The three services as docs/security.md says: the collector signs in to Kafka by SCRAM, the
 * correlator by a certificate, the alert service by a token, all by TLS, with the rights of that
 * page; PostgreSQL takes TLS only, has an owner of the tables and a role that runs the service; the
 * collector {@code DUB} seals its records.
 */
final class SecuredParts implements AutoCloseable {

  static final String PASSWORD = "a-password-of-the-test";

  private static final String SEALING_KEY = "keys=" + "A".repeat(43) + "=\n";
  private static final Pattern ROLES = Pattern.compile("(?m)^create (?:role|database) .*;$");

  private final Path folder;
  private final TokenIssuer issuer;
  private final SecuredBroker broker;
  private final LocalPostgres postgres;
  private final Path postgresAuthority;
  private final List<PackagedService> running = new ArrayList<>();

  SecuredParts(Path folder) throws Exception {
    this.folder = folder;
    String document = Files.readString(Path.of("..", "docs", "security.md"));
    issuer = new TokenIssuer(3600);
    issuer.client("alert", PASSWORD);
    broker = SecuredBroker.start(folder.resolve("broker"), issuer);
    broker.user("dub", PASSWORD);
    broker.user("crk", PASSWORD);
    try (Admin operator = broker.operator()) {
      operator.createAcls(AclCommands.in(document)).all().get();
    }
    postgresAuthority = folder.resolve("postgres-authority.pem");
    postgres = startPostgres();
    makeRoles(document);
  }

  private LocalPostgres startPostgres() throws Exception {
    CertificateAuthority authority = new CertificateAuthority("database's");
    authority.writeTo(postgresAuthority);
    CertificateAuthority.Issued own = authority.issue("postgres", "localhost");
    Path certificate = own.writeCertificateTo(folder.resolve("postgres.crt"));
    Path key = own.writeKeyTo(folder.resolve("postgres.key"));
    Path rules = folder.resolve("pg_hba.conf");
    Files.writeString(rules, "hostssl all all 127.0.0.1/32 scram-sha-256\n");
    LocalPostgres started =
        LocalPostgres.start(
            folder.resolve("postgres"),
            0,
            List.of(
                "ssl=on",
                "ssl_cert_file=" + certificate,
                "ssl_key_file=" + key,
                "hba_file=" + rules));
    started.allowCreating();
    return started;
  }

  /** With the statements of the page, but for the passwords and the name of the database. */
  private void makeRoles(String document) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl("hop444"), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      // Who is no superuser acts for roles that he made only where he says so (PostgreSQL 16).
      statement.execute("set createrole_self_grant = 'set, inherit'");
      List<String> made = ROLES.matcher(document).results().map(MatchResult::group).toList();
      for (String one : made) {
        statement.execute(
            one.replace("'…'", "'" + PASSWORD + "'")
                .replace("database hop444 ", "database estate "));
      }
    }
  }

  /** By the name in the certificate, which is checked. */
  String jdbcUrl() {
    return "jdbc:postgresql://localhost:"
        + postgres.port()
        + "/estate?sslmode=verify-full&sslrootcert="
        + postgresAuthority;
  }

  int postgresPort() {
    return postgres.port();
  }

  Connection database(String role) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(), role, PASSWORD);
  }

  SecuredBroker broker() {
    return broker;
  }

  /** Settings of an operator's client. */
  Map<String, String> operator() throws IOException {
    Map<String, String> client =
        new LinkedHashMap<>(broker.clientOf(Way.MUTUAL_TLS, "operator", ""));
    client.put("bootstrap.servers", broker.bootstrapServers(Way.MUTUAL_TLS));
    return client;
  }

  /** Makes the tables as their owner; the service ends by itself. */
  void migrate() throws Exception {
    Map<String, String> settings = alertSettings("hop444_owner");
    settings.put("alert.migrate-only", "true");
    settings.put("alert.run-time-role", "hop444_service");
    PackagedService once = start("alert-service", "migrate", settings);
    Awaitility.await("the tables are made")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !once.isAlive());
  }

  PackagedService alert(WebhookReceiver receiver) throws Exception {
    Map<String, String> settings = alertSettings("hop444_service");
    settings.put("alert.migrate-at-start", "false");
    settings.put("alert.admin-token-file", adminToken().toString());
    settings.put("alert.webhook.url", receiver.url().toString());
    settings.put(
        "alert.webhook.secret-file", secret("webhook-secret", receiver.secret()).toString());
    return start("alert-service", "alert", settings);
  }

  Path adminToken() {
    return folder.resolve("admin-token");
  }

  private Map<String, String> alertSettings(String role) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers(Way.OAUTH));
    broker
        .clientOf(Way.OAUTH, "alert", PASSWORD)
        .forEach((key, value) -> settings.put("kafka." + key, value));
    settings.put("quarkus.datasource.jdbc.url", jdbcUrl());
    settings.put("quarkus.datasource.username", role);
    settings.put("quarkus.datasource.password", PASSWORD);
    return settings;
  }

  PackagedService correlator() throws Exception {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("correlator.data-directory", folder.resolve("correlator-data").toString());
    settings.put("correlator.kafka.bootstrap-servers", broker.bootstrapServers(Way.MUTUAL_TLS));
    settings.put("correlator.seals.directory", sealingKey("seals/DUB.key").getParent().toString());
    String client = "correlator.kafka.properties.";
    broker
        .clientOf(Way.MUTUAL_TLS, "correlator", "")
        .forEach((key, value) -> settings.put(client + key, value));
    settings.put(client + "ssl.engine.factory.class", "io.hop444.schemas.secrets.CertificateFiles");
    return start("correlator-service", "correlator", settings);
  }

  /**
   * @param estate that it reads
   */
  PackagedService collector(Path estate) throws Exception {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("collector.id", "DUB");
    settings.put("collector.estate.directory", estate.toString());
    settings.put("collector.data.directory", folder.resolve("collector-data").toString());
    settings.put("collector.seal.key-file", sealingKey("DUB.key").toString());
    settings.put("collector.kafka.bootstrap-servers", broker.bootstrapServers(Way.SCRAM));
    String client = "collector.kafka.properties.";
    settings.put(client + "security.protocol", "SASL_SSL");
    settings.put(client + "ssl.truststore.type", "PEM");
    settings.put(client + "ssl.truststore.location", broker.authorityFile().toString());
    settings.put(client + "sasl.mechanism", "SCRAM-SHA-512");
    settings.put(
        client + "sasl.client.callback.handler.class", "io.hop444.schemas.secrets.PasswordFile");
    settings.put(
        client + "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required file=\""
            + secret("kafka-password", "username=dub\npassword=" + PASSWORD + "\n")
            + "\";");
    return start("collector-service", "collector", settings);
  }

  private Path sealingKey(String name) throws IOException {
    return secret(name, SEALING_KEY);
  }

  private Path secret(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** With its settings in a file, as an operator has them. */
  private PackagedService start(String module, String name, Map<String, String> settings)
      throws IOException {
    Path own = folder.resolve(name);
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    secret(name + "/config/application.properties", text.toString());
    PackagedService service =
        PackagedService.start(
            module,
            own,
            Map.of("org.apache.kafka.sasl.oauthbearer.allowed.urls", issuer.tokenEndpoint()));
    running.add(service);
    return service;
  }

  /** What all of them said. */
  String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    for (PackagedService service : running) {
      all.append(service.log());
    }
    return all.toString();
  }

  @Override
  public void close() throws Exception {
    for (PackagedService service : running) {
      service.close();
    }
    postgres.close();
    broker.close();
    issuer.close();
  }
}
