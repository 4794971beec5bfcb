/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hop444.localstack.secured.SecuredBroker;
import io.hop444.localstack.secured.SecuredBroker.Way;
import io.hop444.localstack.secured.TokenIssuer;
import java.nio.file.Path;
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
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecuredBrokerIT {

  @TempDir static Path folder;

  private static TokenIssuer issuer;
  private static SecuredBroker broker;

  @BeforeAll
  static void start() throws Exception {
    issuer = new TokenIssuer(3600);
    issuer.client("writer", "s3cret");
    broker = SecuredBroker.start(folder, issuer);
    broker.user("writer", "s3cret");
    try (Admin admin = broker.operator()) {
      admin
          .createTopics(
              List.of(new NewTopic("allowed", 1, (short) 1), new NewTopic("other", 1, (short) 1)))
          .all()
          .get();
      admin
          .createAcls(
              List.of(
                  new AclBinding(
                      new ResourcePattern(ResourceType.TOPIC, "allowed", PatternType.LITERAL),
                      new AccessControlEntry(
                          "User:writer", "*", AclOperation.WRITE, AclPermissionType.ALLOW))))
          .all()
          .get();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
    issuer.close();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void shouldLetAPrincipalWriteWhatItsAclsAllowAndNothingElse(Way way) throws Exception {
    Map<String, Object> settings = new HashMap<>(broker.clientOf(way, "writer", "s3cret"));
    settings.put("bootstrap.servers", broker.bootstrapServers(way));
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {

      long offset =
          producer.send(new ProducerRecord<>("allowed", "x")).get(20, TimeUnit.SECONDS).offset();
      Throwable refused =
          catchThrowable(
              () -> producer.send(new ProducerRecord<>("other", "x")).get(20, TimeUnit.SECONDS));

      assertThat(offset).isNotNegative();
      assertThat(refused).hasRootCauseInstanceOf(TopicAuthorizationException.class);
    }
  }
}
