/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import io.hop444.correlator.config.CorrelatorConfig;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What the operator set and what must hold, in Kafka Streams' terms. */
public final class StreamSettings {

  /** Kafka Streams' own; what a kill leaves open holds readers back for so long at most. */
  private static final Duration TRANSACTION = Duration.ofSeconds(10);

  /** Of all partitions together: what waits in the 50 MB of Kafka fills a heap of 256 MB. */
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  private StreamSettings() {}

  /** Settings of the stream. */
  public static Properties of(CorrelatorConfig config, InstanceId instance) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, config.dataDirectory().toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbyReplicas());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads(config));
    settings.put(
        StreamsConfig.REPLICATION_FACTOR_CONFIG,
        Integer.valueOf(config.kafka().replicationFactor()));
    // A dead instance's work moves on after this; twice Kafka's heartbeat of 3 s with room to
    // spare.
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) Math.max(TRANSACTION.toMillis(), 2 * config.commitInterval().toMillis()));
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    // Metrics are read at /q/metrics; naming all of Kafka's for a broker that may ask for them is
    // seconds of work at each start.
    settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance.value());
    settings.putAll(config.kafka().properties());
    return settings;
  }

  private static int threads(CorrelatorConfig config) {
    return config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors();
  }
}
