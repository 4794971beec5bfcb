/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.record.TimestampType;

/**
 * Creates the topics that are missing. Every service does so at its start; an existing topic is
 * left as it is, whatever its settings.
 */
public final class TopicCreator {

  private final Admin admin;
  private final Map<Topic.Group, Integer> partitions;
  private final short replicationFactor;

  /**
   * @param admin stays the caller's to close
   * @param partitions of a new topic by its group; a group that is missing gets its default
   * @param replicationFactor of a new topic; -1 leaves it to the broker
   */
  public TopicCreator(Admin admin, Map<Topic.Group, Integer> partitions, short replicationFactor) {
    this.admin = admin;
    this.partitions = Map.copyOf(partitions);
    this.replicationFactor = replicationFactor;
  }

  /**
   * Creates what is missing; two services may do so at the same time.
   *
   * @return the topics created now
   * @throws ExecutionException when the broker is away or refuses; the cause is Kafka's exception
   * @throws InterruptedException when interrupted while waiting for the broker
   */
  public List<Topic> createMissing() throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics().names().get();
    List<Topic> created = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      if (!existing.contains(topic.topicName()) && create(topic)) {
        created.add(topic);
      }
    }
    return created;
  }

  private boolean create(Topic topic) throws ExecutionException, InterruptedException {
    NewTopic wanted =
        new NewTopic(
                topic.topicName(),
                partitions.getOrDefault(topic.group(), topic.group().defaultPartitions()),
                replicationFactor)
            .configs(
                Map.of(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(topic.retention().toMillis()),
                    // Old logs are read too: kept from their arrival, not from their event time.
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    TimestampType.LOG_APPEND_TIME.name));
    try {
      admin.createTopics(List.of(wanted)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }
}
