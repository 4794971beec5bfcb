/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.schemas.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the correlator reads on, seen from its committed positions (ADR 0052): nobody has to send
 * anything for it. Used by one thread.
 */
final class CorrelatorProgress {

  private static final int ANSWER_WITHIN_MILLIS = 4_000;

  private final String group;
  private long before = -1;

  CorrelatorProgress(String group) {
    this.group = group;
  }

  /** Whether it read since the last question, or has read all there is. */
  boolean advances(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get(ANSWER_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
    long sum = 0;
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (Map.Entry<TopicPartition, OffsetAndMetadata> one : committed.entrySet()) {
      if (one.getValue() != null && one.getKey().topic().equals(Topic.READ_PROGRESS.topicName())) {
        sum += one.getValue().offset();
        asked.put(one.getKey(), OffsetSpec.latest());
      }
    }
    if (asked.isEmpty()) {
      return false;
    }
    boolean moved = before >= 0 && sum != before;
    before = sum;
    return moved || sum >= end(admin, asked);
  }

  private static long end(Admin admin, Map<TopicPartition, OffsetSpec> asked)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .listOffsets(asked)
        .all()
        .get(ANSWER_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
        .values()
        .stream()
        .mapToLong(result -> result.offset())
        .sum();
  }
}
