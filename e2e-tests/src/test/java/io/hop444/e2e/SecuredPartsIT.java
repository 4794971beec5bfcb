/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.localstack.secured.CertificateAuthority;
import io.hop444.localstack.secured.SecuredBroker.Way;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.simulator.EstateSimulator;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every part signs in, and may do what docs/security.md says and no more. */
class SecuredPartsIT {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final RecordCodec CODEC = new RecordCodec();

  @TempDir private static Path folder;

  private static SecuredParts parts;
  private static WebhookReceiver receiver;
  private static PackagedService correlator;
  private static PackagedService alert;
  private static Path written;
  private static String ownBackEnd;

  /** The collector of DUB reads logs of its own site, and some that say to be of CRK. */
  @BeforeAll
  static void start() throws Exception {
    written = folder.resolve("written");
    Instant from = Instant.now().minus(Duration.ofMinutes(6));
    Estate estate = Estate.demo();
    List<String> backEnds = estate.backEnds().stream().map(server -> server.name()).toList();
    String own = backEnds.get(0);
    String others = backEnds.get(backEnds.size() - 1);
    ownBackEnd = own.toLowerCase(Locale.ROOT);
    List<Fault> faults = new ArrayList<>();
    for (String server : List.of(own, others)) {
      faults.add(
          Fault.between(
              FaultKind.BINDING_MISSING, server, from.plusSeconds(60), from.plusSeconds(120)));
    }
    EstateSimulator.writeBatch(
        new Simulation(estate, faults, from, 15, 444), Duration.ofMinutes(5), written);
    Path read = Files.createDirectories(folder.resolve("read"));
    Files.createSymbolicLink(read.resolve("DUB"), written.resolve(site(own)));
    Files.createSymbolicLink(read.resolve("CRK"), written.resolve(site(others)));

    receiver = new WebhookReceiver();
    parts = new SecuredParts(folder);
    correlator = parts.correlator();
    parts.migrate();
    alert = parts.alert(receiver);
    parts.collector(read);
    Awaitility.await("the outage of DUB is over")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () ->
                receiver.deliveries().stream().anyMatch(a -> a.type().equals("incident.resolved")));
  }

  private static String site(String server) {
    return server.substring(0, server.indexOf('-'));
  }

  @AfterAll
  static void stop() throws Exception {
    if (parts != null) {
      parts.close();
    }
    receiver.close();
  }

  @Test
  void shouldTellAnOutageFromTheLogToTheWebhookWhileEveryPartSignsIn() throws Exception {
    assertThat(receiver.deliveries())
        .extracting(WebhookReceiver.Attempt::type, WebhookReceiver.Attempt::backEnd)
        .extracting(Object::toString)
        .contains("(\"incident.opened\", \"" + ownBackEnd + "\")");
    assertThat(receiver.forged()).isEmpty();
    assertThat(alert.isReady()).isTrue();
    assertThat(correlator.isReady()).isTrue();
    assertThat(parts.logs())
        .doesNotContain(SecuredParts.PASSWORD)
        .doesNotContain(receiver.secret());
  }

  @Test
  void shouldRefuseAndShowWhatACollectorWritesOfAnotherSite() throws Exception {
    Awaitility.await("refused records")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> refusedOfAnotherSite() > 0);
    List<DeadLetter> shown = new ArrayList<>();
    StoredTopic.read(
        parts.operator(),
        Topic.DEAD_LETTERS.topicName()::equals,
        (topic, key, value) -> shown.add(letter(value)));

    assertThat(shown)
        .filteredOn(letter -> letter.getReason() == DeadLetterReason.NOT_ITS_SITE)
        .isNotEmpty();
    Api api = new Api(alert.root(), Files.readString(parts.adminToken()).strip());
    assertThat(api.list("incidents"))
        .extracting(incident -> incident.path("backEnd").asText())
        .contains(ownBackEnd);
    assertThat(api.list("incidents"))
        .extracting(incident -> incident.path("site").asText())
        .containsOnly("DUB");
    // DUB's front ends ask CRK's back ends, too; CRK's own logs are not among the evidence.
    assertThat(evidenceOf("DUB/")).isPositive();
    assertThat(evidenceOf("CRK/")).isZero();
  }

  private static long evidenceOf(String files) throws SQLException {
    try (Connection connection = parts.database("hop444_owner");
        var statement =
            connection.prepareStatement("select count(*) from evidence e where e::text like ?")) {
      statement.setString(1, "%" + files + "%");
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static double refusedOfAnotherSite() throws Exception {
    URI metrics = correlator.root().resolve("q/metrics");
    String text =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    return text.lines()
        .filter(line -> line.startsWith("correlator_records_refused_total"))
        .filter(line -> line.contains("reason=\"other_site\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static DeadLetter letter(byte[] value) {
    try {
      return (DeadLetter) CODEC.decode(value);
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldLetNobodyIntoKafkaWhoDoesNotSignIn() throws Exception {
    Map<String, String> wrongPassword = parts.broker().clientOf(Way.SCRAM, "dub", "wrong");
    CertificateAuthority stranger = new CertificateAuthority("stranger");
    Map<String, String> wrongCertificate =
        new HashMap<>(parts.broker().clientOf(Way.MUTUAL_TLS, "correlator", ""));
    wrongCertificate.put(
        "ssl.keystore.location",
        stranger.issue("correlator").writeTo(folder.resolve("stranger.pem")).toString());

    assertThatThrownBy(() -> ask(Way.SCRAM, wrongPassword))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
    ask(Way.MUTUAL_TLS, parts.broker().clientOf(Way.MUTUAL_TLS, "correlator", ""));
    assertThatThrownBy(() -> ask(Way.MUTUAL_TLS, wrongCertificate))
        .isInstanceOf(ExecutionException.class);
    assertThatThrownBy(() -> ask(Way.SCRAM, Map.of())).isInstanceOf(ExecutionException.class);
  }

  private static void ask(Way way, Map<String, String> client) throws Exception {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("bootstrap.servers", parts.broker().bootstrapServers(way));
    settings.put("default.api.timeout.ms", "2000");
    settings.put("request.timeout.ms", "2000");
    try (Admin admin = Admin.create(settings)) {
      admin.describeCluster().nodes().get();
    }
  }

  @Test
  void shouldLetACollectorWriteEvidenceAndNothingElse() throws Exception {
    Map<String, Object> settings =
        new HashMap<>(parts.broker().clientOf(Way.SCRAM, "crk", SecuredParts.PASSWORD));
    settings.put("bootstrap.servers", parts.broker().bootstrapServers(Way.SCRAM));

    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Topic outcome : List.of(Topic.INCIDENTS, Topic.FINDINGS, Topic.GAPS)) {
        assertThatThrownBy(
                () -> producer.send(new ProducerRecord<>(outcome.topicName(), new byte[1])).get())
            .hasCauseInstanceOf(TopicAuthorizationException.class);
      }
    }
  }

  @Test
  void shouldLetNobodyIntoPostgresWithoutTlsAndTheServiceChangeRowsOnly() throws Exception {
    String withoutTls =
        "jdbc:postgresql://127.0.0.1:" + parts.postgresPort() + "/estate?sslmode=disable";

    assertThatThrownBy(
            () -> DriverManager.getConnection(withoutTls, "hop444_service", SecuredParts.PASSWORD))
        .hasMessageContaining("pg_hba.conf");
    for (String refused :
        List.of(
            "drop table feed",
            "create table x ()",
            "delete from audit",
            "update audit set status = status")) {
      try (Connection connection = parts.database("hop444_service");
          var statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute(refused))
            .as(refused)
            .isInstanceOf(SQLException.class)
            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
      }
    }
    assertThat(new Api(alert.root(), "").statusWithoutToken("incidents")).isEqualTo(401);
  }

  @Test
  void shouldStoreNoNameAndNoAddressOfPeople() throws Exception {
    PersonalData people = PersonalData.of(ProxyRows.of(written));
    StoredBytes stored = new StoredBytes(people);

    stored.readTopics(parts.operator());
    try (Connection connection = parts.database("hop444_owner")) {
      stored.readTables(connection);
    }
    stored.read("logs", parts.logs().getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(people.names()).hasSizeGreaterThan(20);
    assertThat(stored.places())
        .contains("topic hop444.proxied-requests", "topic hop444.incidents", "table incidents");
    assertThat(stored.leaks()).isEmpty();
  }
}
