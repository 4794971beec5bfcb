/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Thresholds;
import io.hop444.correlator.trace.JudgeTracing;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.Topic;
import io.hop444.tracing.Tracing;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The stream of a correlator: the collector's topics in, one processor with one store that judges,
 * four topics out. Beside it, failed requests go by their id to where the front ends' rows are, and
 * come back with these; and what front ends say of every back end goes to every task.
 */
public final class CorrelationTopology implements Supplier<Topology> {

  private static final StreamPartitioner<String, SpecificRecord> TO_EVERY_PARTITION =
      new StreamPartitioner<>() {
        @Override
        public Optional<Set<Integer>> partitions(
            String topic, String key, SpecificRecord value, int count) {
          return Optional.of(IntStream.range(0, count).boxed().collect(Collectors.toSet()));
        }
      };

  private final Thresholds thresholds;
  private final EvictionMeter evictions;
  private final SiteGate gate;
  private final Tracing tracing;

  /** Takes every record as what it says it is. */
  public CorrelationTopology(Thresholds thresholds, EvictionMeter evictions) {
    this(thresholds, evictions, SiteGate.OPEN, Tracing.OFF);
  }

  /**
   * @param evictions counts what the tasks forget
   * @param gate who may have written the collectors' topics
   * @param tracing is told of traced records and of incidents
   */
  public CorrelationTopology(
      Thresholds thresholds, EvictionMeter evictions, SiteGate gate, Tracing tracing) {
    this.thresholds = thresholds;
    this.evictions = evictions;
    this.gate = gate;
    this.tracing = tracing;
  }

  @Override
  public Topology get() {
    Topology topology = new Topology();
    addSource(topology, Names.PROXIED_REQUESTS, Topic.PROXIED_REQUESTS, gate);
    addSource(topology, Names.BACK_END_REQUESTS, Topic.BACK_END_REQUESTS, gate);
    addSource(topology, Names.HOST_EVENTS, Topic.HOST_EVENTS, gate);
    addSource(topology, Names.BINDING_SNAPSHOTS, Topic.BINDING_SNAPSHOTS, gate);
    addSource(topology, Names.READ_PROGRESS, Topic.READ_PROGRESS, gate);
    addSource(topology, Names.RELAYED_EVIDENCE, Topic.RELAYED_EVIDENCE, SiteGate.OPEN);
    addSource(topology, Names.CLIENT_REQUESTS, Topic.CLIENT_REQUESTS, gate);
    addSource(topology, Names.FAILED_REQUESTS, Topic.FAILED_REQUESTS, SiteGate.OPEN);
    topology.addProcessor(
        Names.BACK_END,
        () ->
            new BackEndProcessor(
                thresholds, gate, new JudgeTracing(tracing, InstantSource.system())),
        Names.PROXIED_REQUESTS,
        Names.BACK_END_REQUESTS,
        Names.HOST_EVENTS,
        Names.BINDING_SNAPSHOTS,
        Names.READ_PROGRESS,
        Names.RELAYED_EVIDENCE);
    topology.addStateStore(BackEndStates.builder(thresholds, evictions), Names.BACK_END);
    relay(topology);
    addSink(topology, Topic.INCIDENTS);
    addSink(topology, Topic.FINDINGS);
    addSink(topology, Topic.GAPS);
    addSink(topology, Topic.DEAD_LETTERS);
    return topology;
  }

  private void relay(Topology topology) {
    topology.addProcessor(
        Names.RELAY, RelayProcessor::new, Names.PROXIED_REQUESTS, Names.HOST_EVENTS);
    topology.addProcessor(
        Names.FIRST_HOP,
        () -> new FirstHopProcessor(evictions, gate),
        Names.CLIENT_REQUESTS,
        Names.FAILED_REQUESTS);
    topology.addStateStore(FirstHopStore.builder(), Names.FIRST_HOP);
    StringSerializer keys = new StringSerializer();
    Serializer<SpecificRecord> values = new RecordSerde().serializer();
    topology.addSink(
        Names.FAILED_REQUESTS_OUT, Topic.FAILED_REQUESTS.topicName(), keys, values, Names.RELAY);
    topology.addSink(
        Names.FIRST_HOPS_OUT, Topic.RELAYED_EVIDENCE.topicName(), keys, values, Names.FIRST_HOP);
    topology.addSink(
        Names.FIRST_HOP_DEAD_LETTERS,
        Topic.DEAD_LETTERS.topicName(),
        keys,
        values,
        Names.FIRST_HOP);
    topology.addSink(
        Names.SIGNALS_OUT,
        Topic.RELAYED_EVIDENCE.topicName(),
        keys,
        values,
        TO_EVERY_PARTITION,
        Names.RELAY,
        Names.BACK_END);
  }

  static String sinkOf(Topic topic) {
    return switch (topic) {
      case INCIDENTS -> Names.INCIDENTS;
      case FINDINGS -> Names.FINDINGS;
      case GAPS -> Names.GAPS;
      case DEAD_LETTERS -> Names.DEAD_LETTERS;
      case PROXIED_REQUESTS,
          CLIENT_REQUESTS,
          BACK_END_REQUESTS,
          HOST_EVENTS,
          BINDING_SNAPSHOTS,
          READ_PROGRESS,
          FAILED_REQUESTS,
          RELAYED_EVIDENCE ->
          throw new IllegalArgumentException("the correlator does not write " + topic);
    };
  }

  private static void addSource(Topology topology, String name, Topic topic, SiteGate gate) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        name,
        Observation.EVENT_TIME,
        new StringDeserializer(),
        new Observation.Reader(gate),
        topic.topicName());
  }

  private static void addSink(Topology topology, Topic topic) {
    topology.addSink(
        sinkOf(topic),
        topic.topicName(),
        new StringSerializer(),
        new RecordSerde().serializer(),
        Names.BACK_END);
  }
}
