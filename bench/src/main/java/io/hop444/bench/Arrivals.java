/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

import io.hop444.schemas.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Counts the rows that a broker has, at little cost to it. */
final class Arrivals {

  private static final Set<String> COUNTED =
      Set.of(
          Race.RAW_TOPIC,
          Topic.PROXIED_REQUESTS.topicName(),
          Topic.CLIENT_REQUESTS.topicName(),
          Topic.BACK_END_REQUESTS.topicName());

  private static final long LOOK_FOR_TOPICS_NANOS = 1_000_000_000L;

  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
  private long lookedForTopics = System.nanoTime() - LOOK_FOR_TOPICS_NANOS;

  Arrivals(Admin admin) {
    this.admin = admin;
  }

  long count() throws ExecutionException, InterruptedException {
    if (System.nanoTime() - lookedForTopics >= LOOK_FOR_TOPICS_NANOS) {
      lookForTopics();
      lookedForTopics = System.nanoTime();
    }
    return admin.listOffsets(ends).all().get().values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private void lookForTopics() throws ExecutionException, InterruptedException {
    Set<String> there = admin.listTopics().names().get();
    List<String> counted = COUNTED.stream().filter(there::contains).toList();
    for (TopicDescription topic : admin.describeTopics(counted).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              partition ->
                  ends.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
  }
}
