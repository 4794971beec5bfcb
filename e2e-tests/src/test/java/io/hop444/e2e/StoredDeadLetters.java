/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The dead letters in Kafka. */
final class StoredDeadLetters {

  private static final RecordCodec CODEC = new RecordCodec();

  private final String bootstrapServers;

  StoredDeadLetters(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** How many there are, by reason. */
  Map<String, Integer> reasons() {
    Map<String, Integer> reasons = new TreeMap<>();
    letters().forEach(letter -> reasons.merge(letter.getReason().name(), 1, Integer::sum));
    return reasons;
  }

  /** The files they come from. */
  List<String> sources() {
    return letters().stream().map(DeadLetter::getSource).distinct().toList();
  }

  private List<DeadLetter> letters() {
    List<DeadLetter> letters = new ArrayList<>();
    StoredTopic.read(
        bootstrapServers,
        Topic.DEAD_LETTERS.topicName()::equals,
        (topic, key, value) -> letters.add(decode(value)));
    return letters;
  }

  private static DeadLetter decode(byte[] value) {
    try {
      return (DeadLetter) CODEC.decode(value);
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }
}
