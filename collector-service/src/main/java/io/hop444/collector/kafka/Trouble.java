/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Remembers losses that follow each other: one is mended by shipping again, several mean that
 * somebody has to look. Safe for use by many threads.
 */
final class Trouble {

  private static final long LATELY_NANOS = Duration.ofSeconds(15).toNanos();

  private final LongSupplier nanoTime;
  private boolean before;
  private boolean again;
  private long last;
  private String reason = "";

  Trouble(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void lost(Exception failure) {
    long now = nanoTime.getAsLong();
    again = before && now - last < LATELY_NANOS;
    before = true;
    last = now;
    reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** Why something was lost lately, and shortly before too. */
  synchronized Optional<String> reason() {
    return again && nanoTime.getAsLong() - last < LATELY_NANOS
        ? Optional.of(reason)
        : Optional.empty();
  }
}
