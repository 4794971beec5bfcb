/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.schemas.EncodedRecord;
import io.hop444.wire.GapReason;
import io.hop444.wire.LogKind;
import io.hop444.wire.ReadProgress;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Follows all files of an estate: each round lists what is due, reads what is new, tells how far it
 * came and saves what is acknowledged. Used by one thread, which calls {@link #round} again and
 * again; {@link #progress} may be asked by any.
 */
public final class EstateTailer {

  private static final Logger LOG = Logger.getLogger(EstateTailer.class);

  private static final long PROGRESS_AT_MOST_EVERY = 1_000;
  private static final long HEARTBEAT_EVERY = 10_000;
  private static final long SAVE_EVERY = 1_000;

  /** A handle is closed when its file was read and did not change for so long. */
  private static final long IDLE_AFTER = 300_000;

  /** A document that was written this recently may not be complete. */
  private static final long DOCUMENT_SETTLES_IN = 1_000;

  /** Listing and saving take at most about this share of the time, one in so many. */
  private static final long RESERVE = 20;

  private final TailerSettings settings;
  private final Shipping shipping;
  private final EventTimeOrder order;
  private final CheckpointFile checkpoints;
  private final InstantSource clock;
  private final EstateFiles files;
  private final ReadBuffer buffer;
  private long losses;
  private long nextList = Long.MIN_VALUE;
  private long nextSave = Long.MIN_VALUE;
  private long nextServers = Long.MIN_VALUE;
  private long nextComplaint = Long.MIN_VALUE;
  private long failedSaves;
  private List<SavedFile> lastSaved = List.of();
  private volatile List<ReadProgress> progress = List.of();

  /**
   * @throws IOException when the checkpoint file cannot be read
   */
  public EstateTailer(
      TailerSettings settings, Shipping shipping, CheckpointFile checkpoints, InstantSource clock)
      throws IOException {
    this.settings = settings;
    this.shipping = shipping;
    this.order = new EventTimeOrder(shipping);
    this.checkpoints = checkpoints;
    this.clock = clock;
    this.buffer = new ReadBuffer(settings.maxUnitBytes());
    CheckpointFile.Loaded loaded = checkpoints.load();
    this.files =
        new EstateFiles(
            settings.estate(),
            settings.ofSite(),
            order,
            loaded.files(),
            loaded.first() && settings.fromEnd());
    this.losses = shipping.losses();
  }

  /**
   * One round.
   *
   * @return whether there is more to read at once
   */
  public boolean round() {
    if (shipping.losses() != losses) {
      losses = shipping.losses();
      LOG.warn("Records were lost on their way; all that is not acknowledged is read again.");
      order.clear();
      files.files().forEach(TailedFile::rewind);
    }
    list();
    boolean more = false;
    for (FollowedLog log : files.logs()) {
      if (!order.holds(log)) {
        more |= readOn(log);
      }
    }
    order.release(this::readOn);
    tell();
    save(false);
    return (more || order.holdsAny()) && shipping.hasRoom();
  }

  /** State of every log at the end of the last round that told of it. */
  public List<ReadProgress> progress() {
    return progress;
  }

  /** How often the checkpoints could not be saved since the start. */
  public long failedSaves() {
    return failedSaves;
  }

  /** Saves what is acknowledged and lets go of all files. */
  public void close() {
    save(true);
    files.files().forEach(TailedFile::close);
  }

  private void list() {
    long now = clock.millis();
    if (now < nextList) {
      return;
    }
    try {
      files.list();
      if (nextSave == Long.MIN_VALUE) {
        save(true);
      }
    } catch (IOException e) {
      if (now >= nextComplaint) {
        nextComplaint = now + 30_000;
        LOG.errorf(
            "The estate's folder cannot be listed; trying again."
                + " collector.estate.directory=%s reason=%s",
            settings.estate(), e);
      }
    }
    long took = clock.millis() - now;
    nextList = now + Math.max(settings.listEvery().toMillis(), took * RESERVE);
  }

  /** Reads until there is a record of this log, or nothing new in it. */
  private boolean readOn(FollowedLog log) {
    order.reading(log);
    boolean more = read(log);
    while (more && !order.holds(log) && order.hasRoom()) {
      more = read(log);
    }
    return more;
  }

  private boolean read(FollowedLog log) {
    for (TailedFile file : List.copyOf(log.files())) {
      try {
        if (read(log, file)) {
          return true;
        }
      } catch (IOException e) {
        unreadable(log, file, e);
      }
      retire(file);
    }
    return false;
  }

  private boolean read(FollowedLog log, TailedFile file) throws IOException {
    long known = file.size();
    file.measure();
    boolean last = file.isGone();
    if (file.file().format().isDocument()) {
      if (!last && clock.millis() - file.modifiedAt() < DOCUMENT_SETTLES_IN) {
        return false;
      }
      last = true;
    }
    if (file.isGone() && !file.isOpen()) {
      return false;
    }
    boolean replacedMaybe = file.isOpen() && file.size() < file.readOffset();
    long now = clock.millis();
    if (!(file.hasUnread() || replacedMaybe || (last && file.isGone())) || !order.hasRoom()) {
      if (!file.hasUnread()) {
        file.caughtUp(now);
      }
      return false;
    }
    boolean fresh = file.wasCaughtUp(now);
    long before = file.latestRowMillis();
    TailedFile.Outcome outcome = file.readPiece(buffer, last);
    if (fresh && !last && file.latestRowMillis() > before) {
      log.sawFresh(file.latestRowMillis(), now);
    }
    if (outcome == TailedFile.Outcome.REPLACED) {
      replaced(log, file, known);
    }
    return outcome != TailedFile.Outcome.CAUGHT_UP;
  }

  private void replaced(FollowedLog log, TailedFile file, long known) {
    long lost = known - file.readOffset();
    LOG.infof(
        "A file was truncated or rewritten; it is read from its start. source=%s unreadBytes=%d",
        file.source(), Math.max(0, lost));
    if (lost > 0) {
      log.lost(
          EstateFiles.gap(
              GapReason.TRUNCATED, file.source(), lost, "truncated before it was read"));
    }
    file.close();
    file.restartAsNew();
  }

  private void unreadable(FollowedLog log, TailedFile file, IOException e) {
    if (file.complains(clock.millis())) {
      LOG.warnf("A file cannot be read; trying again. path=%s reason=%s", file.file().path(), e);
      log.lost(
          EstateFiles.gap(
              GapReason.UNREADABLE,
              file.source(),
              Math.max(0, file.size() - file.readOffset()),
              "cannot be read: " + e.getClass().getSimpleName()));
    }
    file.close();
  }

  private void retire(TailedFile file) {
    boolean readToItsEnd = !file.isOpen() || file.readOffset() >= file.size();
    if (file.isGone()) {
      if (readToItsEnd && file.isSettled()) {
        files.forget(file);
      }
    } else if (file.isOpen()
        && !file.hasUnread()
        && clock.millis() - file.modifiedAt() > IDLE_AFTER) {
      file.close();
    }
  }

  private void tell() {
    if (!shipping.hasRoom()) {
      return;
    }
    long now = clock.millis();
    List<ReadProgress> told = new ArrayList<>();
    boolean changed = false;
    for (FollowedLog log : files.logs()) {
      ReadProgress due =
          log.due(settings.collector(), now, PROGRESS_AT_MOST_EVERY, HEARTBEAT_EVERY);
      if (due != null) {
        changed = true;
        ship(due);
      }
    }
    if (now >= nextServers) {
      nextServers = now + HEARTBEAT_EVERY;
      files.servers().forEach(server -> ship(ofServer(server.site(), server.server(), now)));
    }
    if (changed) {
      files.logs().forEach(log -> told.add(log.current(settings.collector(), now)));
      progress = List.copyOf(told);
    }
  }

  private void ship(ReadProgress told) {
    shipping.ship(EncodedRecord.of(told, TailedFile.CODEC), () -> {});
  }

  private ReadProgress ofServer(String site, String server, long now) {
    return new ReadProgress(
        site,
        server,
        settings.collector(),
        "",
        LogKind.SERVER,
        null,
        0L,
        0L,
        0L,
        null,
        Instant.ofEpochMilli(now),
        null,
        null);
  }

  private void save(boolean atOnce) {
    long now = clock.millis();
    if (now < nextSave && !atOnce) {
      return;
    }
    List<SavedFile> saved = new ArrayList<>();
    files.files().forEach(file -> saved.add(file.saved()));
    if (!saved.equals(lastSaved) || nextSave == Long.MIN_VALUE) {
      try {
        checkpoints.save(saved);
        lastSaved = saved;
      } catch (IOException e) {
        failedSaves++;
        LOG.warnf(
            "The checkpoints cannot be saved; shipping goes on, and what is shipped meanwhile may"
                + " be shipped again after a restart. Check space and rights of"
                + " collector.data.directory. reason=%s",
            e);
      }
    }
    nextSave = now + Math.max(SAVE_EVERY, (clock.millis() - now) * RESERVE);
  }
}
