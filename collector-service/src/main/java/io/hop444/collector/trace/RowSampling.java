/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.trace;

import io.hop444.schemas.Topic;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Which records are traced: rows of failures on the second hop, as many as are allowed, because one
 * of them opens the incident; of all others a share, by their position, so that a row that is read
 * again is decided the same. Thread-safe.
 */
final class RowSampling {

  private static final String PROXIED = Topic.PROXIED_REQUESTS.topicName();

  private static final Set<String> EVIDENCE =
      Set.of(
          PROXIED,
          Topic.CLIENT_REQUESTS.topicName(),
          Topic.BACK_END_REQUESTS.topicName(),
          Topic.HOST_EVENTS.topicName(),
          Topic.BINDING_SNAPSHOTS.topicName());

  /** The first failures of an outage count; so those of some seconds may come at once. */
  private static final int SECONDS_AT_ONCE = 10;

  private final long below;
  private final long nanosForEach;
  private final LongSupplier nanoTime;

  /** Moment up to which failures have used their time. */
  private long usedUpTo;

  /**
   * @param ratio of records that are no failures
   * @param failuresPerSecond that are traced in the long run
   */
  RowSampling(double ratio, int failuresPerSecond, LongSupplier nanoTime) {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException(
          "collector.tracing.ratio is " + ratio + "; it is a share from 0 to 1");
    }
    if (failuresPerSecond < 0) {
      throw new IllegalArgumentException(
          "collector.tracing.failures-per-second is " + failuresPerSecond + "; it is at least 0");
    }
    this.below = (long) (ratio * Long.MAX_VALUE);
    this.nanosForEach =
        failuresPerSecond == 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(1) / failuresPerSecond;
    this.nanoTime = nanoTime;
    this.usedUpTo = nanoTime.getAsLong() - TimeUnit.SECONDS.toNanos(SECONDS_AT_ONCE);
  }

  boolean takes(String topic, byte[] value) {
    if (!EVIDENCE.contains(topic)) {
      return false;
    }
    if (topic.equals(PROXIED) && EncodedEvidence.isFailure(value) && mayTakeFailure()) {
      return true;
    }
    return below > 0 && (EncodedEvidence.hash(value) >>> 1) <= below;
  }

  private synchronized boolean mayTakeFailure() {
    if (nanosForEach == Long.MAX_VALUE) {
      return false;
    }
    long now = nanoTime.getAsLong();
    long longAgo = now - TimeUnit.SECONDS.toNanos(SECONDS_AT_ONCE);
    long from = usedUpTo - longAgo > 0 ? usedUpTo : longAgo;
    if (from + nanosForEach - now > 0) {
      return false;
    }
    usedUpTo = from + nanosForEach;
    return true;
  }
}
