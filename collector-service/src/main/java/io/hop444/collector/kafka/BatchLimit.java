/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How large the batches of a producer may be. Kafka's client splits one that the broker refuses
 * into pieces of {@code batch.size}; where the broker takes less than that it splits the same again
 * and again until its thread dies of the recursion (KAFKA-8350). Splits one after the other tell of
 * it, and the next producer makes smaller batches. Safe for use by many threads.
 */
final class BatchLimit {

  /** A few are normal: how well records pack is guessed. */
  private static final int MANY_SPLITS = 30;

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int STEP = 8;

  /** Below it every record goes alone. */
  private static final int SMALLEST_BYTES = 256;

  private int bytes = Integer.MAX_VALUE;
  private Metric splits;
  private double splitsBefore;
  private long windowFrom;
  private long lookedAt;

  /** Lowers {@code batch.size} to what is known to be needed. */
  synchronized void applyTo(Map<String, Object> settings) {
    if (bytes != Integer.MAX_VALUE) {
      settings.put(ProducerConfig.BATCH_SIZE_CONFIG, bytes);
    }
  }

  /** From now on it is about this producer. */
  synchronized void watch(Producer<?, ?> made, Map<String, Object> settings) {
    bytes =
        (Integer)
            ConfigDef.parseType(
                ProducerConfig.BATCH_SIZE_CONFIG,
                settings.getOrDefault(ProducerConfig.BATCH_SIZE_CONFIG, 16_384),
                ConfigDef.Type.INT);
    splits =
        made.metrics().entrySet().stream()
            .filter(each -> isCountOfSplits(each.getKey()))
            .map(Map.Entry::getValue)
            .findAny()
            .orElse(null);
    splitsBefore = 0;
    windowFrom = System.nanoTime();
    lookedAt = windowFrom;
  }

  private static boolean isCountOfSplits(MetricName name) {
    return name.group().equals("producer-metrics") && name.name().equals("batch-split-total");
  }

  /**
   * Whether batches of the watched producer are too large for the broker: then the limit is lower
   * already, and another producer is needed. Costs nothing when asked often.
   */
  synchronized boolean isTooHigh() {
    long now = System.nanoTime();
    if (splits == null || now - lookedAt < LOOK_NANOS) {
      return false;
    }
    lookedAt = now;
    double total = (Double) splits.metricValue();
    if (total - splitsBefore >= MANY_SPLITS && bytes > 0) {
      bytes = bytes / STEP < SMALLEST_BYTES ? 0 : bytes / STEP;
      splits = null;
      return true;
    }
    if (now - windowFrom > WINDOW_NANOS) {
      windowFrom = now;
      splitsBefore = total;
    }
    return false;
  }

  /** Bytes of a batch; with 0 every record goes alone. */
  synchronized int bytes() {
    return bytes;
  }
}
