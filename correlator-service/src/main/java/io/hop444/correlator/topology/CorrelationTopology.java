/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Thresholds;
import io.hop444.schemas.RecordSerde;
import io.hop444.schemas.Topic;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/** The stream of a correlator: five topics in, one processor with one store, four topics out. */
public final class CorrelationTopology implements Supplier<Topology> {

  private final Thresholds thresholds;

  public CorrelationTopology(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  @Override
  public Topology get() {
    Topology topology = new Topology();
    addSource(topology, Names.PROXIED_REQUESTS, Topic.PROXIED_REQUESTS);
    addSource(topology, Names.BACK_END_REQUESTS, Topic.BACK_END_REQUESTS);
    addSource(topology, Names.HOST_EVENTS, Topic.HOST_EVENTS);
    addSource(topology, Names.BINDING_SNAPSHOTS, Topic.BINDING_SNAPSHOTS);
    addSource(topology, Names.READ_PROGRESS, Topic.READ_PROGRESS);
    topology.addProcessor(
        Names.BACK_END,
        () -> new BackEndProcessor(thresholds),
        Names.PROXIED_REQUESTS,
        Names.BACK_END_REQUESTS,
        Names.HOST_EVENTS,
        Names.BINDING_SNAPSHOTS,
        Names.READ_PROGRESS);
    topology.addStateStore(BackEndStates.builder(thresholds), Names.BACK_END);
    addSink(topology, Topic.INCIDENTS);
    addSink(topology, Topic.FINDINGS);
    addSink(topology, Topic.GAPS);
    addSink(topology, Topic.DEAD_LETTERS);
    return topology;
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
          READ_PROGRESS ->
          throw new IllegalArgumentException("the correlator does not write " + topic);
    };
  }

  private static void addSource(Topology topology, String name, Topic topic) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        name,
        Observation.EVENT_TIME,
        new StringDeserializer(),
        new Observation.Reader(),
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
