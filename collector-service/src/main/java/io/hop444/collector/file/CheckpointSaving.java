/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.domain.Pause;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Saves what is acknowledged, once a second at most where nothing else changed. Used by the
 * tailer's thread; {@link #failed} may be asked by any.
 */
final class CheckpointSaving {

  private static final Logger LOG = Logger.getLogger(CheckpointSaving.class);

  private static final long EVERY = 1_000;

  private final CheckpointFile checkpoints;
  private final EstateFiles files;
  private final InstantSource clock;
  private final Pause pause = new Pause();
  private List<SavedFile> lastSaved = List.of();
  private List<SavedGap> lastGaps = List.of();
  private final AtomicLong failed = new AtomicLong();

  CheckpointSaving(CheckpointFile checkpoints, EstateFiles files, InstantSource clock) {
    this.checkpoints = checkpoints;
    this.files = files;
    this.clock = clock;
  }

  /** Whether it was ever tried. */
  boolean hasBegun() {
    return pause.hasBegun();
  }

  /** How often it failed since the start. */
  long failed() {
    return failed.get();
  }

  /** Saves now, or when the last time is long enough ago. */
  void save(boolean atOnce) {
    long now = clock.millis();
    if (!pause.isOver(now) && !atOnce) {
      return;
    }
    List<SavedFile> saved = files.saved();
    List<SavedGap> gaps = files.followed().savedGaps();
    boolean changed = !saved.equals(lastSaved) || !gaps.equals(lastGaps);
    if (changed || !pause.hasBegun()) {
      try {
        checkpoints.save(saved, gaps);
        lastSaved = saved;
        lastGaps = gaps;
      } catch (IOException e) {
        failed.incrementAndGet();
        LOG.warnf(
            "The checkpoints cannot be saved; shipping goes on, and what is shipped meanwhile may"
                + " be shipped again after a restart. Check space and rights of"
                + " collector.data.directory. reason=%s",
            e);
      }
    }
    pause.start(now, Math.max(EVERY, (clock.millis() - now) * EstateTailer.RESERVE));
  }
}
