/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.alert.config.AlertConfig;
import io.hop444.collector.config.CollectorConfig;
import io.hop444.correlator.config.CorrelatorConfig;
import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;

/** All that a service does with Kafka. */
final class KafkaPart {

  private final ServiceSettings settings;
  private final SmallRyeConfig config;
  private final Surroundings around;

  KafkaPart(ServiceSettings settings, SmallRyeConfig config, Surroundings around) {
    this.settings = settings;
    this.config = config;
    this.around = around;
  }

  void check() {
    KafkaClient client = KafkaClient.of(settings, config);
    Optional<Admin> admin = new KafkaCheck(settings, client).connect();
    if (admin.isEmpty()) {
      return;
    }
    try {
      ask(client, admin.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      admin.get().close(Duration.ZERO);
    }
  }

  private void ask(KafkaClient client, Admin admin) throws InterruptedException {
    TopicCheck topics = new TopicCheck(settings, client, admin);
    GroupCheck groups = new GroupCheck(settings, admin);
    switch (settings.service()) {
      case COLLECTOR ->
          topics.check(config.getConfigMapping(CollectorConfig.class).kafka().replicationFactor());
      case CORRELATOR -> {
        CorrelatorConfig correlator = config.getConfigMapping(CorrelatorConfig.class);
        short copies = correlator.kafka().replicationFactor();
        topics.check(copies);
        groups.group("correlator.application-id", correlator.applicationId(), AclOperation.READ);
        groups.streams(correlator.applicationId(), copies);
      }
      case ALERT -> {
        topics.check((short) 0);
        for (String channel :
            java.util.List.of(
                "incidents", "findings", "gaps", "read-progress", "binding-snapshots")) {
          String key = "mp.messaging.incoming." + channel + ".group.id";
          groups.group(key, config.getValue(key, String.class), AclOperation.READ);
        }
        groups.group(
            "alert.correlator-group",
            config.getConfigMapping(AlertConfig.class).correlatorGroup(),
            AclOperation.DESCRIBE);
      }
    }
    new ClockCheck(settings, around).compareBroker(client.bootstrapKey(), admin);
  }
}
