/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How often each caller may ask: a bucket that holds {@code burst} calls and is filled at {@code
 * perSecond}. Thread-safe; memory is bounded, whoever asks.
 */
final class RateLimits {

  private static final int MOST_BUCKETS = 10_000;
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final int burst;
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param perSecond more than zero
   */
  RateLimits(double perSecond, int burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /**
   * Takes one call out of the bucket of {@code key}.
   *
   * @param now of {@link System#nanoTime}
   * @return zero when there was one; otherwise how long it takes until there is
   */
  Duration take(String key, long now) {
    if (buckets.size() >= MOST_BUCKETS) {
      buckets.values().removeIf(bucket -> bucket.isFull(now));
    }
    if (buckets.size() >= MOST_BUCKETS) {
      buckets.clear();
    }
    return buckets.computeIfAbsent(key, unused -> new Bucket(now)).take(now);
  }

  int size() {
    return buckets.size();
  }

  private final class Bucket {

    private double calls = burst;
    private long at;

    private Bucket(long now) {
      this.at = now;
    }

    private synchronized boolean isFull(long now) {
      fill(now);
      return calls >= burst;
    }

    private synchronized Duration take(long now) {
      fill(now);
      if (calls >= 1) {
        calls--;
        return Duration.ZERO;
      }
      return Duration.ofNanos((long) Math.ceil((1 - calls) / perSecond * NANOS));
    }

    private void fill(long now) {
      if (now - at > 0) {
        calls = Math.min(burst, calls + (now - at) / NANOS * perSecond);
        at = now;
      }
    }
  }
}
