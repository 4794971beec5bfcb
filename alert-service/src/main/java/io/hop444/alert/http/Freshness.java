/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.kafka.Intake;
import io.hop444.alert.kafka.KafkaWatch;
import io.hop444.schemas.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the service has followed the topics. Thread-safe. */
@ApplicationScoped
class Freshness {

  private static final List<Topic> OF_LISTS = List.of(Topic.INCIDENTS, Topic.FINDINGS, Topic.GAPS);

  private final KafkaWatch kafka;
  private final Intake intake;

  @Inject
  Freshness(KafkaWatch kafka, Intake intake) {
    this.kafka = kafka;
    this.intake = intake;
  }

  /**
   * @param lastRecordAt wall clock of the last record stored; null since the start
   * @param waitingSince records wait for the database since then; null when none does
   * @param lag records not fetched yet; null when not known
   */
  public record Consumed(String topic, Instant lastRecordAt, Instant waitingSince, Long lag) {}

  /** Since when what is shown may be older than the truth. */
  Optional<Instant> staleSince() {
    return Stream.concat(kafka.awaySince().stream(), intake.waitingSince().values().stream())
        .min(Comparator.naturalOrder());
  }

  Optional<Instant> kafkaAwaySince() {
    return kafka.awaySince();
  }

  /** Of the topics that lists are made of. */
  List<Consumed> consumed() {
    return consumed(OF_LISTS);
  }

  List<Consumed> ofEveryTopic() {
    return consumed(Intake.TOPICS);
  }

  private List<Consumed> consumed(List<Topic> topics) {
    Map<Topic, Long> lags = kafka.lags(topics);
    return topics.stream()
        .map(
            topic ->
                new Consumed(
                    topic.topicName(),
                    intake.lastRecordAt().get(topic),
                    intake.waitingSince().get(topic),
                    lags.get(topic)))
        .toList();
  }
}
