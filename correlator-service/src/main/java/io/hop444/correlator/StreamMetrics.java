/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Predicate;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * How the stream does, under names of our own: those of Kafka's metrics change with its versions.
 */
@ApplicationScoped
class StreamMetrics {

  private final CorrelatorApplication correlator;
  private final MeterRegistry registry;

  StreamMetrics(CorrelatorApplication correlator, MeterRegistry registry) {
    this.correlator = correlator;
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    Gauge.builder(
            "correlator.running", correlator, c -> c.state() == KafkaStreams.State.RUNNING ? 1 : 0)
        .description("1 while it judges; 0 before, and while tasks move")
        .register(registry);
    Gauge.builder("correlator.tasks", correlator, StreamMetrics::tasks)
        .description("Tasks that this instance works on; an estate has as many as partitions")
        .register(registry);
    Gauge.builder("correlator.lag.records", this, StreamMetrics::lag)
        .description("Records in Kafka that this instance has not read yet")
        .register(registry);
    FunctionCounter.builder("correlator.records.processed", this, StreamMetrics::processed)
        .description("Records that were judged")
        .register(registry);
    FunctionCounter.builder(
            "correlator.threads.replaced", correlator, CorrelatorApplication::replacedThreads)
        .description("Threads that failed and were replaced")
        .register(registry);
  }

  private static double tasks(CorrelatorApplication correlator) {
    KafkaStreams streams = correlator.streams();
    return streams == null
        ? 0
        : streams.metadataForLocalThreads().stream().mapToInt(t -> t.activeTasks().size()).sum();
  }

  private double lag() {
    return sum(
        name ->
            name.name().equals("records-lag")
                && name.tags().containsKey("partition")
                && !name.tags().getOrDefault("client-id", "").contains("restore-consumer"));
  }

  private double processed() {
    return sum(
        name ->
            name.group().equals("stream-thread-metrics") && name.name().equals("process-total"));
  }

  private double sum(Predicate<MetricName> wanted) {
    KafkaStreams streams = correlator.streams();
    if (streams == null) {
      return 0;
    }
    double sum = 0;
    for (Metric metric : streams.metrics().values()) {
      if (wanted.test(metric.metricName())
          && metric.metricValue() instanceof Double value
          && !value.isNaN()) {
        sum += value;
      }
    }
    return sum;
  }
}
