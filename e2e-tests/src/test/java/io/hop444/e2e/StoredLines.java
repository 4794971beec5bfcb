/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;

/** The rows of logs that lie in Kafka, as the correlator reads them. */
final class StoredLines {

  private static final Set<String> TOPICS =
      Set.of(
          Topic.PROXIED_REQUESTS.topicName(),
          Topic.CLIENT_REQUESTS.topicName(),
          Topic.BACK_END_REQUESTS.topicName());

  private StoredLines() {}

  /** How often each row was stored, by its place ({@link WrittenLines#place}). */
  static Map<String, Integer> of(String bootstrapServers) {
    RecordCodec codec = new RecordCodec();
    Map<String, Integer> stored = new HashMap<>();
    StoredTopic.readCommitted(
        bootstrapServers,
        TOPICS::contains,
        (topic, key, value) -> {
          Position position = position(codec, value);
          stored.merge(
              WrittenLines.place(position.getSource(), position.getOffset()), 1, Integer::sum);
        });
    return stored;
  }

  /** Bytes that the rows take on the broker's disk, one replica. */
  static long bytes(String bootstrapServers) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Collection<Integer> brokers =
          admin.describeCluster().nodes().get().stream().map(Node::id).toList();
      return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
          .flatMap(folders -> folders.values().stream())
          .flatMap(folder -> folder.replicaInfos().entrySet().stream())
          .filter(replica -> TOPICS.contains(replica.getKey().topic()))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    }
  }

  private static Position position(RecordCodec codec, byte[] value) {
    try {
      SpecificRecord record = codec.decode(value);
      return (Position) record.get(record.getSchema().getField("position").pos());
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }
}
