/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.schemas.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics, their partitions and copies, and what the service may do with them. */
final class TopicCheck {

  private final ServiceSettings settings;
  private final KafkaClient client;
  private final Admin admin;
  private final TopicRights rights;

  TopicCheck(ServiceSettings settings, KafkaClient client, Admin admin) {
    this.settings = settings;
    this.client = client;
    this.admin = admin;
    this.rights = TopicRights.of(settings.service());
  }

  /**
   * @param replicationFactor that the service asks for; 0 where it makes no topics
   */
  void check(short replicationFactor) throws InterruptedException {
    Map<Topic, TopicDescription> there = new EnumMap<>(Topic.class);
    Set<Topic> missing = EnumSet.noneOf(Topic.class);
    Set<String> hidden = new TreeSet<>();
    Map<String, KafkaFuture<TopicDescription>> asked =
        admin
            .describeTopics(
                Arrays.stream(Topic.values()).map(Topic::topicName).toList(),
                new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    for (Topic topic : Topic.values()) {
      try {
        there.put(topic, asked.get(topic.topicName()).get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          missing.add(topic);
        } else if (e.getCause() instanceof AuthorizationException) {
          hidden.add(topic.topicName());
        } else {
          settings.error(
              client.bootstrapKey(),
              topic.topicName() + " cannot be asked for: " + e.getCause().getMessage() + ".",
              "Look at the brokers' logs.");
        }
      }
    }
    if (!hidden.isEmpty()) {
      settings.error(
          client.bootstrapKey(),
          "this principal may not describe " + String.join(", ", hidden) + ".",
          "Add the ACL Describe on topics with the prefix hop444. (docs/security.md, Kafka).");
    }
    missing(missing, replicationFactor);
    rights(there);
    partitions(there);
    copies(there, replicationFactor);
  }

  private void missing(Set<Topic> missing, short replicationFactor) throws InterruptedException {
    if (missing.isEmpty()) {
      return;
    }
    String names = missing.stream().map(Topic::topicName).collect(Collectors.joining(", "));
    if (replicationFactor == 0) {
      settings.warning(
          client.bootstrapKey(),
          "the topics " + names + " are not there.",
          "Start the correlator; it makes them.");
      return;
    }
    String replication = settings.service().word() + ".kafka.replication-factor";
    try {
      admin
          .createTopics(
              missing.stream()
                  .map(
                      topic ->
                          new NewTopic(
                              topic.topicName(),
                              topic.group().defaultPartitions(),
                              replicationFactor))
                  .toList(),
              new CreateTopicsOptions().validateOnly(true))
          .all()
          .get();
      settings.ok(
          client.bootstrapKey(), missing.size() + " topics are not there; the service makes them.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InvalidReplicationFactorException
          || e.getCause() instanceof PolicyViolationException) {
        settings.error(
            replication,
            "the brokers make no topic with "
                + replicationFactor
                + " copies: "
                + e.getCause().getMessage(),
            "Set " + replication + " to at most the number of brokers.");
      } else if (settings.service() == ServiceName.COLLECTOR) {
        settings.warning(
            client.bootstrapKey(),
            "the topics " + names + " are not there.",
            "Start the correlator; it makes them, and the collector waits for it.");
      } else {
        settings.error(
            client.bootstrapKey(),
            "the topics "
                + names
                + " are not there, and this principal may not make them: "
                + e.getCause().getMessage(),
            "Make them (schemas/README.md), or add the ACL Create (docs/security.md, Kafka).");
      }
    }
  }

  private void rights(Map<Topic, TopicDescription> there) {
    List<String> lacking = new ArrayList<>();
    there.forEach(
        (topic, description) -> {
          Set<AclOperation> may = description.authorizedOperations();
          if (may == null) {
            return;
          }
          if (rights.reads().contains(topic) && !may.contains(AclOperation.READ)) {
            lacking.add("Read on " + topic.topicName());
          }
          if (rights.writes().contains(topic) && !may.contains(AclOperation.WRITE)) {
            lacking.add("Write on " + topic.topicName());
          }
        });
    if (lacking.isEmpty()) {
      settings.ok(
          client.bootstrapKey(),
          "the principal may read "
              + rights.reads().size()
              + " and write "
              + rights.writes().size()
              + " topics, as the service does.");
    } else {
      settings.error(
          client.bootstrapKey(),
          "this principal lacks " + String.join(", ", lacking) + ".",
          "Add these ACLs (docs/security.md, Kafka).");
    }
  }

  private void partitions(Map<Topic, TopicDescription> there) {
    Map<Integer, Set<String>> byNumber = new TreeMap<>();
    there.forEach(
        (topic, description) -> {
          if (topic.group() == Topic.Group.BY_SERVER) {
            byNumber
                .computeIfAbsent(description.partitions().size(), n -> new TreeSet<>())
                .add(topic.topicName());
          }
        });
    if (byNumber.size() > 1) {
      settings.error(
          client.bootstrapKey(),
          "the topics of evidence have different numbers of partitions: " + byNumber + ".",
          "Grow all of them to the largest number (docs/operations.md, More partitions).");
    } else if (!byNumber.isEmpty()) {
      settings.ok(
          client.bootstrapKey(),
          "the topics of evidence have "
              + byNumber.keySet().iterator().next()
              + " partitions each.");
    }
  }

  private void copies(Map<Topic, TopicDescription> there, short wanted) {
    Set<String> leaderless = new TreeSet<>();
    Set<String> fewer = new TreeSet<>();
    there.forEach(
        (topic, description) ->
            description
                .partitions()
                .forEach(
                    partition -> {
                      if (partition.leader() == null || partition.leader().isEmpty()) {
                        leaderless.add(topic.topicName());
                      }
                      if (partition.replicas().size() < wanted) {
                        fewer.add(topic.topicName());
                      }
                    }));
    if (!leaderless.isEmpty()) {
      settings.error(
          client.bootstrapKey(),
          "no broker leads a partition of " + leaderless + ".",
          "Start the brokers that hold it.");
    }
    if (!fewer.isEmpty()) {
      settings.warning(
          settings.service().word() + ".kafka.replication-factor",
          fewer.size()
              + " topics have fewer copies than the "
              + wanted
              + " that are set, which is for new topics only: "
              + fewer
              + ".",
          "Add copies with kafka-reassign-partitions.sh, or correct the setting.");
    }
  }
}
