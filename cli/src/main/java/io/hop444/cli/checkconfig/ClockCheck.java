/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/** Whether this machine's clock agrees with those of the broker and the database. */
final class ClockCheck {

  private static final String REMEDY =
      "Let both follow a time server (chronyc tracking, w32tm /query /status).";

  private final ServiceSettings settings;
  private final InstantSource clock;
  private final Duration most;

  ClockCheck(ServiceSettings settings, Surroundings around) {
    this.settings = settings;
    this.clock = around.clock();
    this.most = around.mostSkew();
  }

  /** Another machine's clock, asked now. */
  void compare(String key, String whose, Instant theirs) {
    Duration skew = Duration.between(theirs, clock.instant());
    if (skew.abs().compareTo(most) > 0) {
      settings.warning(
          key,
          "this machine's clock is "
              + skew.abs().toSeconds()
              + " s "
              + (skew.isNegative() ? "behind " : "ahead of ")
              + whose
              + "'s.",
          REMEDY);
    } else {
      settings.ok(
          key,
          "this machine's clock and "
              + whose
              + "'s differ by less than "
              + most.toSeconds()
              + " s.");
    }
  }

  /**
   * Kafka tells its time only to who may describe the cluster. Others see when the newest record of
   * read progress arrived: that is never in the future.
   */
  void compareBroker(String key, Admin admin) throws InterruptedException {
    Optional<Instant> now = quorumTime(admin);
    if (now.isPresent()) {
      compare(key, "the broker", now.get());
      return;
    }
    Optional<Instant> newest = newestArrival(admin);
    if (newest.isPresent() && newest.get().isAfter(clock.instant().plus(most))) {
      compare(key, "the broker", newest.get());
    } else {
      settings.ok(
          key,
          "no sign of a wrong clock: this principal may not ask the broker for its time, and no"
              + " record arrived in the future.");
    }
  }

  /** The leader of the quorum is always caught up with itself, at its own present. */
  private static Optional<Instant> quorumTime(Admin admin) throws InterruptedException {
    try {
      // Asking without the right would fill the controller's log.
      Set<AclOperation> allowed =
          admin
              .describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
              .authorizedOperations()
              .get();
      if (allowed != null && !allowed.contains(AclOperation.DESCRIBE)) {
        return Optional.empty();
      }
      var quorum = admin.describeMetadataQuorum().quorumInfo().get();
      return quorum.voters().stream()
          .filter(voter -> voter.replicaId() == quorum.leaderId())
          .flatMap(voter -> voter.lastCaughtUpTimestamp().stream().boxed())
          .filter(millis -> millis > 0)
          .map(Instant::ofEpochMilli)
          .findFirst();
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> newestArrival(Admin admin) throws InterruptedException {
    String topic = Topic.READ_PROGRESS.topicName();
    try {
      TopicDescription description =
          admin.describeTopics(java.util.List.of(topic)).topicNameValues().get(topic).get();
      Map<TopicPartition, OffsetSpec> all = new HashMap<>();
      description
          .partitions()
          .forEach(
              one ->
                  all.put(new TopicPartition(topic, one.partition()), OffsetSpec.maxTimestamp()));
      return admin.listOffsets(all).all().get().values().stream()
          .filter(found -> found.timestamp() > 0)
          .map(found -> Instant.ofEpochMilli(found.timestamp()))
          .max(java.util.Comparator.naturalOrder());
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }
}
