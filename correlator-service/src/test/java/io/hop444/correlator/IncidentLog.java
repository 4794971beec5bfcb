/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Thresholds;
import io.hop444.correlator.topology.Correlation;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.Topic;
import io.hop444.wire.Change;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Changes of some servers' incidents as the alert service gets them: those that are committed. */
final class IncidentLog implements AutoCloseable {

  private final Set<String> servers;
  private final KafkaConsumer<String, SpecificRecord> consumer;
  private final List<IncidentChange> changes = new ArrayList<>();

  IncidentLog(String bootstrapServers, List<String> servers) {
    this.servers = Set.copyOf(servers);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            new RecordSerde());
    consumer.assign(
        IntStream.range(0, Topic.INCIDENTS.group().defaultPartitions())
            .mapToObj(partition -> new TopicPartition(Topic.INCIDENTS.topicName(), partition))
            .toList());
  }

  /** All that came until now. */
  List<IncidentChange> changes() {
    consumer
        .poll(Duration.ofMillis(200))
        .forEach(
            record -> {
              IncidentChange change = (IncidentChange) record.value();
              if (servers.contains(change.getIncident().getBackEnd())) {
                changes.add(change);
              }
            });
    return changes;
  }

  /** How many of this kind came until now. */
  long count(Change kind) {
    return changes().stream().filter(change -> change.getChange() == kind).count();
  }

  /** Fails unless each change of each incident was told once. */
  void assertToldOnce() {
    Map<String, List<Long>> versions = new TreeMap<>();
    for (IncidentChange change : changes) {
      versions
          .computeIfAbsent(change.getIncident().getId(), id -> new ArrayList<>())
          .add(change.getIncident().getVersion());
    }
    assertThat(versions).isNotEmpty();
    versions.forEach(
        (id, told) ->
            assertThat(told)
                .as("versions of %s", id)
                .isEqualTo(LongStream.rangeClosed(1, told.size()).boxed().toList()));
    assertThat(changes)
        .filteredOn(change -> change.getChange() == Change.OPENED)
        .hasSameSizeAs(versions.keySet());
  }

  /** What a replay of the records says in the end. */
  static Map<String, String> expected(List<SpecificRecord> records) {
    List<SpecificRecord> results = new ArrayList<>();
    Correlation replay = new Correlation(Thresholds.DEFAULT, results::add);
    records.forEach(replay::accept);
    replay.close();
    return latest(results);
  }

  /** The last state of each incident; how often it was told is the teller's matter. */
  static Map<String, String> latest(List<? extends SpecificRecord> results) {
    Map<String, String> last = new TreeMap<>();
    for (SpecificRecord result : results) {
      if (result instanceof IncidentChange change) {
        Incident incident = Incident.newBuilder(change.getIncident()).setVersion(0).build();
        last.put(incident.getId(), incident.toString());
      }
    }
    return last;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
