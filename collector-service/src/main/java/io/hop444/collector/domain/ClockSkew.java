/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

/**
 * How far the clock of a server is off, as its fresh rows tell. A row is read after it was written,
 * never before, so the greatest difference of the last minutes is nearest to the truth: what is
 * missing is the time until the row was written and seen.
 */
public final class ClockSkew {

  private static final long PERIOD_MILLIS = 300_000;

  private long period = Long.MIN_VALUE;
  private Long current;
  private Long previous;

  /**
   * A row that was written since the last look was read.
   *
   * @param rowMillis its time, by the server's clock
   * @param readMillis when it was read, by this machine's
   */
  public void saw(long rowMillis, long readMillis) {
    turn(readMillis);
    long difference = rowMillis - readMillis;
    current = current == null ? difference : Math.max(current, difference);
  }

  /**
   * The server's clock less this machine's; positive is ahead.
   *
   * @return null when no fresh row was seen for five minutes or more
   */
  public Long millis(long now) {
    turn(now);
    if (current == null || previous == null) {
      return current == null ? previous : current;
    }
    return Math.max(current, previous);
  }

  private void turn(long now) {
    long here = Math.floorDiv(now, PERIOD_MILLIS);
    if (here != period) {
      previous = here == period + 1 ? current : null;
      current = null;
      period = here;
    }
  }
}
