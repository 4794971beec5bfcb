/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

/**
 * How long something is left alone. It is over when its time is up, and also when the clock was set
 * back behind its start: nothing waits for a day because somebody corrected a clock.
 */
public final class Pause {

  private long since = Long.MIN_VALUE;
  private long until = Long.MIN_VALUE;

  /** Starts it. */
  public void start(long now, long millis) {
    since = now;
    until = now + millis;
  }

  /** Whether it is over, or never began. */
  public boolean isOver(long now) {
    return now >= until || now < since;
  }

  /** Whether it ever began. */
  public boolean hasBegun() {
    return until != Long.MIN_VALUE;
  }
}
