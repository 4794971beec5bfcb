/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.localstack.secured.SecuredBroker;
import io.hop444.localstack.secured.SecuredBroker.Way;
import io.hop444.localstack.secured.TokenIssuer;
import io.hop444.schemas.secrets.CertificateFiles;
import io.hop444.schemas.secrets.PasswordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are exchanged while a client runs, with the settings of docs/security.md. */
class ExchangedSecretsIT {

  @TempDir static Path folder;

  private static TokenIssuer issuer;
  private static SecuredBroker broker;

  /** Each principal may write the topic of its name. */
  @BeforeAll
  static void start() throws Exception {
    issuer = new TokenIssuer(3_600);
    broker = SecuredBroker.start(folder, issuer);
    try (Admin admin = broker.operator()) {
      List<String> principals = List.of("first", "second", "scram");
      admin
          .createTopics(principals.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList())
          .all()
          .get();
      admin.createAcls(principals.stream().map(ExchangedSecretsIT::mayWrite).toList()).all().get();
    }
  }

  private static AclBinding mayWrite(String name) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL),
        new AccessControlEntry("User:" + name, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
  }

  @AfterAll
  static void stop() {
    broker.close();
    issuer.close();
  }

  @Test
  void shouldUseAnExchangedPasswordForTheNextConnection() throws Exception {
    Path file = folder.resolve("password");
    Map<String, Object> settings = new HashMap<>(broker.clientOf(Way.SCRAM, "", ""));
    settings.put("sasl.client.callback.handler.class", PasswordFile.class.getName());
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required file=\"%s\";"
            .formatted(file.toString().replace("\\", "\\\\")));
    broker.user("scram", "old");
    Files.writeString(file, "username=scram\npassword=old\n");
    try (KafkaProducer<String, String> producer = producer(Way.SCRAM, settings)) {
      write(producer, "scram");
      broker.user("scram", "new");
      Files.writeString(file, "username=scram\npassword=new\n");
      awaitANewConnection(producer);

      write(producer, "scram");
    }
  }

  @Test
  void shouldShowAnExchangedCertificateToTheNextConnection() throws Exception {
    Path file = broker.authority().issue("first").writeTo(folder.resolve("client.pem"));
    try (KafkaProducer<String, String> producer = producer(Way.MUTUAL_TLS, certificateIn(file))) {
      write(producer, "first");
      broker.authority().issue("second").writeTo(file);

      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(() -> write(producer, "second"));
    }
  }

  @Test
  void shouldGoOnWithTheCertificateItHasWhileTheFileIsNone() throws Exception {
    Path file = broker.authority().issue("first").writeTo(folder.resolve("broken.pem"));
    try (KafkaProducer<String, String> producer = producer(Way.MUTUAL_TLS, certificateIn(file))) {
      write(producer, "first");
      Files.writeString(file, "half a cert");
      awaitANewConnection(producer);

      write(producer, "first");
    }
  }

  private static Map<String, Object> certificateIn(Path file) throws IOException {
    Map<String, Object> settings = new HashMap<>(broker.clientOf(Way.MUTUAL_TLS, "first", ""));
    settings.put("ssl.keystore.location", file.toString());
    settings.put("ssl.engine.factory.class", CertificateFiles.class.getName());
    return settings;
  }

  /** Lets connections go that were not used for a moment, and looks for such every second. */
  private static KafkaProducer<String, String> producer(Way way, Map<String, Object> settings) {
    settings.put("bootstrap.servers", broker.bootstrapServers(way));
    settings.put("connections.max.idle.ms", 200);
    settings.put("request.timeout.ms", 1_000);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static void write(KafkaProducer<String, String> producer, String topic) throws Exception {
    long offset =
        producer.send(new ProducerRecord<>(topic, "x")).get(30, TimeUnit.SECONDS).offset();
    assertThat(offset).isNotNegative();
  }

  /** Kafka's client connects again by itself: it wants to know of the cluster. */
  private static void awaitANewConnection(KafkaProducer<String, String> producer) {
    double before = connections(producer);
    await().atMost(Duration.ofSeconds(60)).until(() -> connections(producer) > before);
  }

  /** How often it was let in. */
  private static double connections(KafkaProducer<String, String> producer) {
    return producer.metrics().entrySet().stream()
        .filter(each -> each.getKey().name().equals("successful-authentication-total"))
        .mapToDouble(each -> (Double) each.getValue().metricValue())
        .sum();
  }
}
