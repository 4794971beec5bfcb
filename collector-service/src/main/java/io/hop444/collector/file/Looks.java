/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.domain.Pause;

/** When a file was looked at, and what that showed. Used by the tailer's thread. */
final class Looks {

  private static final long JUST_NOW_MILLIS = 5_000;

  private final Pause pause = new Pause();
  private long caughtUpAt = Long.MIN_VALUE;
  private long caughtUpIn = -1;

  /** A look found nothing new. */
  void caughtUp(long now, long round) {
    caughtUpAt = now;
    caughtUpIn = round;
  }

  /**
   * Whether this round's look found nothing new. In a backlog a log is read on hundreds of times in
   * a round, and each time all its older files would be asked for their size.
   */
  boolean foundNothingIn(long round) {
    return caughtUpIn == round;
  }

  /** Whether there was nothing new a moment ago: then what is there now was just written. */
  boolean foundNothingJustBefore(long now) {
    return now >= caughtUpAt && now - caughtUpAt <= JUST_NOW_MILLIS && caughtUpAt != Long.MIN_VALUE;
  }

  /** Takes note of a look through the handle; the answer is whether the last was that long ago. */
  boolean isDue(long now, long every) {
    boolean due = pause.isOver(now);
    if (due) {
      pause.start(now, every);
    }
    return due;
  }
}
