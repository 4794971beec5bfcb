/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.localstack.LocalBroker;
import io.hop444.localstack.LocalPostgres;
import io.hop444.localstack.Loopback;
import io.hop444.localstack.secured.AclCommands;
import io.hop444.localstack.secured.SecuredBroker;
import io.hop444.localstack.secured.SecuredBroker.Way;
import io.hop444.localstack.secured.TokenIssuer;
import io.hop444.schemas.Topic;
import io.hop444.schemas.TopicCreator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.flywaydb.core.Flyway;

/**
 * What all checks run against: a broker with TLS, three ways to sign in and the rights of
 * docs/security.md; one without, whose topics are wrong; PostgreSQL; a server that is probed.
 */
final class CheckedStack implements AutoCloseable {

  static final String PASSWORD = "hunter2-hunter2";

  private static final String WRITES_LESS = "crk";

  private final SecuredBroker broker;
  private final TokenIssuer issuer;
  private final LocalBroker wrong;
  private final LocalPostgres postgres;
  private final ProbedServer probed;

  CheckedStack(Path folder) throws Exception {
    // A broker in the test's JVM tells thousands of lines.
    Logger.getLogger("").setLevel(Level.WARNING);
    issuer = new TokenIssuer(3600);
    issuer.client("alert", PASSWORD);
    broker = SecuredBroker.start(folder.resolve("secured"), issuer);
    broker.user("dub", PASSWORD);
    broker.user(WRITES_LESS, PASSWORD);
    try (Admin operator = broker.operator()) {
      new TopicCreator(
              operator, Map.of(Topic.Group.BY_SERVER, 2, Topic.Group.OUTCOME, 1), (short) 1)
          .createMissing();
      List<AclBinding> documented =
          AclCommands.in(Files.readString(Path.of("..", "docs", "security.md")));
      operator
          .createAcls(
              documented.stream()
                  .filter(
                      acl ->
                          !acl.entry().principal().equals("User:" + WRITES_LESS)
                              || !acl.pattern().name().equals(Topic.HOST_EVENTS.topicName()))
                  .toList())
          .all()
          .get();
    }
    wrong = LocalBroker.start(folder.resolve("wrong"), 0);
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", wrong.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topic.PROXIED_REQUESTS.topicName(), 2, (short) 1),
                  new NewTopic(Topic.HOST_EVENTS.topicName(), 1, (short) 1)))
          .all()
          .get();
    }
    postgres = LocalPostgres.start(folder.resolve("postgres"), 0);
    postgres.allowCreating();
    sql("hop444", "create role hop444_reader login password '" + PASSWORD + "'");
    sql("hop444", "create database empty_one");
    Flyway.configure()
        .dataSource(postgres.jdbcUrl("hop444"), postgres.user(), postgres.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
    probed =
        new ProbedServer(
            broker.authority().issue("mbx07", "localhost").writeTo(folder.resolve("probed.pem")));
    probed.start();
  }

  /** Statements in a database, as the owner. */
  void sql(String database, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(database), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  /** A database that is right, to be spoilt. */
  String copyOfTheDatabase(String name) throws SQLException {
    sql("empty_one", "create database " + name + " template hop444");
    return postgres.jdbcUrl(name);
  }

  String databaseUrl(String name) {
    return postgres.jdbcUrl(name);
  }

  String probedServer() {
    return "localhost:" + probed.port();
  }

  /** Speaks HTTP, and is no receiver of traces. */
  String issuerAddress() {
    return "http://" + URI.create(issuer.tokenEndpoint()).getAuthority();
  }

  String brokerWithWrongTopics() {
    return wrong.bootstrapServers();
  }

  String ofTheScramListener() {
    return broker.bootstrapServers(Way.SCRAM);
  }

  Path authority() {
    return broker.authorityFile();
  }

  Map<String, String> collector(Path root) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("collector.id", "DUB");
    values.put("collector.estate.directory", root.resolve("logs").toString());
    values.put("collector.data.directory", root.resolve("var/collector").toString());
    values.put("collector.site", "DUB");
    values.put("collector.kafka.bootstrap-servers", broker.bootstrapServers(Way.SCRAM));
    String client = "collector.kafka.properties.";
    values.put(client + "security.protocol", "SASL_SSL");
    values.put(client + "ssl.truststore.type", "PEM");
    values.put(client + "ssl.truststore.location", broker.authorityFile().toString());
    values.put(client + "sasl.mechanism", "SCRAM-SHA-512");
    values.put(
        client + "sasl.client.callback.handler.class", "io.hop444.schemas.secrets.PasswordFile");
    values.put(
        client + "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required file=\""
            + root.resolve("kafka-password")
            + "\";");
    values.put("collector.seal.key-file", root.resolve("DUB.key").toString());
    values.put("collector.probe.targets", probedServer());
    values.put("collector.probe.trust-store", broker.authorityFile().toString());
    values.put("quarkus.http.port", Integer.toString(Loopback.freePort()));
    return values;
  }

  Map<String, String> correlator(Path root) throws java.io.IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("correlator.data-directory", root.resolve("var/correlator").toString());
    values.put("correlator.kafka.bootstrap-servers", broker.bootstrapServers(Way.MUTUAL_TLS));
    broker
        .clientOf(Way.MUTUAL_TLS, "correlator", "")
        .forEach((key, value) -> values.put("correlator.kafka.properties." + key, value));
    values.put("correlator.seals.directory", root.resolve("seals").toString());
    values.put("quarkus.http.port", Integer.toString(Loopback.freePort()));
    return values;
  }

  Map<String, String> alert(Path root) throws java.io.IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("kafka.bootstrap.servers", broker.bootstrapServers(Way.OAUTH));
    broker
        .clientOf(Way.OAUTH, "alert", PASSWORD)
        .forEach((key, value) -> values.put("kafka." + key, value));
    values.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl("hop444"));
    values.put("quarkus.datasource.username", postgres.user());
    values.put("quarkus.datasource.password", postgres.password());
    values.put("alert.admin-token-file", root.resolve("var/alert/admin-token").toString());
    values.put("alert.routes-file", root.resolve("routes.yaml").toString());
    values.put("quarkus.http.port", Integer.toString(Loopback.freePort()));
    return values;
  }

  @Override
  public void close() throws Exception {
    probed.close();
    postgres.close();
    wrong.close();
    broker.close();
    issuer.close();
  }
}
