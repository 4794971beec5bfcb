/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import java.time.Duration;

/**
 * How many deliveries may be claimed beside those that are being sent: as many as are sent in a
 * fifth of a second at the present pace. A slow target has none waiting, so nothing waits out its
 * lease; a fast one costs few claims. Thread-safe.
 */
final class Pace {

  /** What a claim may hold in memory: with bodies of 20 kB at most 5 MB. */
  static final int MOST_AHEAD = 250;

  private static final Duration WINDOW = Duration.ofMillis(200);

  private long windowBegan;
  private int sentInWindow;
  private int ahead;

  /** One was sent at {@code nanos} of a clock that only goes forward. */
  synchronized void sent(long nanos) {
    turn(nanos);
    sentInWindow++;
  }

  /** How many may wait. */
  synchronized int ahead(long nanos) {
    turn(nanos);
    return ahead;
  }

  private void turn(long nanos) {
    long elapsed = nanos - windowBegan;
    if (elapsed < WINDOW.toNanos()) {
      return;
    }
    ahead = (int) Math.min(MOST_AHEAD, sentInWindow * WINDOW.toNanos() / elapsed);
    sentInWindow = 0;
    windowBegan = nanos;
  }
}
