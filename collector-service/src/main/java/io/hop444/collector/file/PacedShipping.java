/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.schemas.EncodedRecord;
import java.time.InstantSource;

/**
 * Ships no more bytes a second than a link can spare. What is over the limit stays in the logs,
 * where it is safe; a second's worth may go at once after a pause. Used by the tailer's thread.
 */
public final class PacedShipping implements Shipping {

  private static final long SECOND = 1_000;

  /** More than any link carries. */
  private static final long MOST = 1L << 40;

  private final Shipping next;
  private final long bytesPerSecond;
  private final InstantSource clock;
  private long left;
  private long leftAt;

  /**
   * @param bytesPerSecond of records, before compression; at least 1
   * @throws IllegalArgumentException when it is less
   */
  public PacedShipping(Shipping next, long bytesPerSecond, InstantSource clock) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "collector.reading.max-bytes-per-second must be at least 1, not " + bytesPerSecond);
    }
    this.next = next;
    this.bytesPerSecond = Math.min(bytesPerSecond, MOST);
    this.clock = clock;
    this.left = this.bytesPerSecond;
    this.leftAt = clock.millis();
  }

  @Override
  public boolean hasRoom() {
    long now = clock.millis();
    // A clock that was set back gives nothing, one that was set forward a second's worth.
    long earned = bytesPerSecond * Math.max(0, Math.min(now - leftAt, SECOND)) / SECOND;
    if (earned > 0 || now < leftAt) {
      left = Math.min(bytesPerSecond, left + earned);
      leftAt = now;
    }
    return left > 0 && next.hasRoom();
  }

  @Override
  public void ship(EncodedRecord made, Runnable delivered) {
    left -= made.value().length;
    next.ship(made, delivered);
  }

  @Override
  public long losses() {
    return next.losses();
  }
}
