/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.correlator;

import io.hop444.schemas.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** The collector's topics: what is in them, and how much of it a group has committed. */
final class Evidence implements AutoCloseable {

  /** What a correlator reads and collectors wrote. */
  static final List<String> TOPICS =
      List.of(
          Topic.PROXIED_REQUESTS.topicName(),
          Topic.CLIENT_REQUESTS.topicName(),
          Topic.BACK_END_REQUESTS.topicName(),
          Topic.HOST_EVENTS.topicName(),
          Topic.BINDING_SNAPSHOTS.topicName(),
          Topic.READ_PROGRESS.topicName());

  private final Admin admin;

  Evidence(String servers) {
    admin = Admin.create(Map.of("bootstrap.servers", servers));
  }

  Admin admin() {
    return admin;
  }

  /** Ends of these topics' partitions; those that are missing have none. */
  Map<TopicPartition, Long> ends(Collection<String> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    List<String> there =
        topics.stream().filter(admin.listTopics().names().get()::contains).toList();
    for (TopicDescription topic : admin.describeTopics(there).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              partition ->
                  wanted.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(wanted)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  long count() throws ExecutionException, InterruptedException {
    return ends(TOPICS).values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many of them the group has committed. */
  long committed(String group) throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() != null && TOPICS.contains(entry.getKey().topic()))
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}
