/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import io.hop444.collector.domain.Pause;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Has memory given back once a long piece of work is done, the start being the first. A heap that
 * is collected by one thread shrinks at full collections only, and a collector that waits for rows
 * has none for days; what is alive of it then is small enough to be collected in a tenth of a
 * second. Not safe for use by several threads.
 */
final class SpareMemory {

  private static final Logger LOG = Logger.getLogger(SpareMemory.class);

  /** Nothing to read for so long. */
  static final int CALM_MILLIS = 10_000;

  /** Rounds that left something to read, from which on it was long. */
  static final int LONG = 100;

  private final InstantSource clock;
  private final Runnable giveBack;
  private final Pause calm = new Pause();
  private int rounds = LONG;

  SpareMemory(InstantSource clock, Runnable giveBack) {
    this.clock = clock;
    this.giveBack = giveBack;
  }

  /**
   * To be told after each round of reading.
   *
   * @param more whether it left something to read
   */
  void roundEnded(boolean more) {
    if (more) {
      rounds++;
      calm.start(clock.millis(), CALM_MILLIS);
    } else if (!calm.hasBegun()) {
      calm.start(clock.millis(), CALM_MILLIS);
    } else if (rounds >= LONG && calm.isOver(clock.millis())) {
      rounds = 0;
      try {
        giveBack.run();
      } catch (RuntimeException e) {
        LOG.warnf("Memory is not given back; reading goes on. reason=%s", e);
      }
    }
  }
}
