/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.ReadCounts;
import io.hop444.collector.domain.Pause;
import io.hop444.wire.GapReason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Follows all files of an estate: each round lists what is due, reads what is new, tells how far it
 * came and saves what is acknowledged. Used by one thread, which calls {@link #round} again and
 * again; {@link #logs} and {@link #totals} may be asked by any.
 */
public final class EstateTailer {

  private static final Logger LOG = Logger.getLogger(EstateTailer.class);

  private static final long COMPLAIN_EVERY = 30_000;
  private static final long LOOK_AT_LOGS_EVERY = 1_000;

  /**
   * A log whose records wait for older ones is not stalled while those were shipped this lately.
   */
  private static final long OTHERS_GO_ON_FOR = 15_000;

  /** A handle is closed when its file was read and did not change for so long. */
  private static final long IDLE_AFTER = 300_000;

  /**
   * The newest file of a log is looked at through a handle this often when it is closed. A listing
   * on Windows shows a file's growth only after its writer has closed it.
   */
  private static final long LOOK_EVERY = 60_000;

  /** A document that was written this recently may not be complete. */
  private static final long DOCUMENT_SETTLES_IN = 1_000;

  /** Listing and saving take at most about this share of the time, one in so many. */
  static final long RESERVE = 20;

  private final TailerSettings settings;
  private final Shipping shipping;
  private final EventTimeOrder order;
  private final InstantSource clock;
  private final EstateFiles files;
  private final CheckpointSaving saving;
  private final ProgressTelling progress;
  private final ReadBuffer buffer;
  private long losses;
  private long rounds;
  private final Pause listing = new Pause();
  private final Pause complaint = new Pause();
  private final Pause looking = new Pause();
  private long acknowledgedBytes;
  private long progressAt;
  private volatile List<LogState> logs = List.of();
  private volatile String unlistable;

  /**
   * @throws IOException when the checkpoint file cannot be read
   */
  public EstateTailer(
      TailerSettings settings, Shipping shipping, CheckpointFile checkpoints, InstantSource clock)
      throws IOException {
    this.settings = settings;
    this.shipping = shipping;
    this.order = new EventTimeOrder(shipping);
    this.clock = clock;
    this.buffer = new ReadBuffer(settings.maxUnitBytes());
    CheckpointFile.Loaded loaded = checkpoints.load();
    this.files =
        new EstateFiles(
            settings.estate(),
            settings.ofSite(),
            order,
            loaded,
            loaded.first() ? settings.readSince() : Instant.MIN);
    this.saving = new CheckpointSaving(checkpoints, files, clock);
    this.progress = new ProgressTelling(settings.collector(), shipping);
    this.losses = shipping.losses();
  }

  /**
   * One round.
   *
   * @return whether there is more to read at once
   */
  public boolean round() {
    rounds++;
    if (shipping.losses() != losses) {
      losses = shipping.losses();
      LOG.warn("Records were lost on their way; all that is not acknowledged is read again.");
      order.clear();
      files.rewind();
    }
    list();
    boolean more = false;
    for (FollowedLog log : files.followed().logs()) {
      if (!order.holds(log)) {
        more |= readOn(log);
      }
    }
    order.release(this::readOn);
    look();
    progress.tell(files.followed().logs(), files.servers(), clock.millis());
    saving.save(files.followed().hasChanged());
    return (more || order.holdsAny()) && shipping.hasRoom();
  }

  /** How every log stood a second ago, whether Kafka is there or not. */
  public List<LogState> logs() {
    return logs;
  }

  /** What came out of the files since the start. */
  public ReadTotals totals() {
    return files.followed().totals();
  }

  /** Files whose local times are taken as UTC, as nothing tells their zone. */
  public UnknownZones unknownZones() {
    return files.followed().zones();
  }

  /** Why the estate cannot be listed; null when it can. */
  public String unlistable() {
    return unlistable;
  }

  /** How often the checkpoints could not be saved since the start. */
  public long failedSaves() {
    return saving.failed();
  }

  /** Saves what is acknowledged and lets go of all files. */
  public void close() {
    saving.save(true);
    files.followed().all().forEach(TailedFile::close);
  }

  private void list() {
    long now = clock.millis();
    if (!listing.isOver(now)) {
      return;
    }
    try {
      files.list();
      unlistable = null;
      // A file is known to the next run before a record of it is on its way: the place of a row
      // must not change when the file is renamed while nobody looks.
      if (files.followed().hasChanged() || !saving.hasBegun()) {
        saving.save(true);
      }
    } catch (IOException e) {
      unlistable = e.toString();
      if (complaint.isOver(now)) {
        complaint.start(now, COMPLAIN_EVERY);
        LOG.errorf(
            "The estate's folder cannot be listed; trying again."
                + " collector.estate.directory=%s reason=%s",
            settings.estate(), e);
      }
    }
    long took = clock.millis() - now;
    listing.start(now, Math.max(settings.listEvery().toMillis(), took * RESERVE));
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
      if (file.looks().foundNothingIn(rounds)) {
        continue;
      }
      try {
        if (read(log, file)) {
          return true;
        }
      } catch (IOException e) {
        unreadable(file, e);
      }
      retire(file);
    }
    return false;
  }

  private boolean read(FollowedLog log, TailedFile file) throws IOException {
    long now = clock.millis();
    if (!file.isOpen()) {
      if (file.isGone()) {
        return false;
      }
      if (log.isNewest(file) && file.looks().isDue(now, LOOK_EVERY)) {
        file.open();
      }
    }
    file.measure();
    boolean document = file.file().format().isDocument();
    if (document && !file.isGone() && isBeingWritten(file, now)) {
      return false;
    }
    boolean last = file.isGone() || document;
    boolean shrunk = file.isOpen() && file.hasShrunk();
    if (!file.hasUnread() && !shrunk && !file.isGone()) {
      file.looks().caughtUp(now, rounds);
      return false;
    }
    if (!order.hasRoom()) {
      if (!file.prove()) {
        files.replaced(file);
      }
      return false;
    }
    boolean fresh = file.looks().foundNothingJustBefore(now) && !last;
    long before = file.latestRowMillis();
    ReadCounts counted = file.counts();
    ReadOutcome outcome = file.readPiece(buffer, last, now);
    files.followed().totals().add(file.kind(), counted, file.counts());
    files.followed().zones().note(file);
    if (fresh && file.latestRowMillis() > before) {
      log.sawFresh(file.latestRowMillis(), now);
    }
    if (outcome == ReadOutcome.REPLACED) {
      files.replaced(file);
    }
    return outcome != ReadOutcome.CAUGHT_UP;
  }

  /** A time that is ahead is that of a clock that is: such a document is no younger. */
  private static boolean isBeingWritten(TailedFile document, long now) {
    return Math.abs(now - document.modifiedAt()) < DOCUMENT_SETTLES_IN;
  }

  private void unreadable(TailedFile file, IOException e) {
    long unread = file.size() - file.readOffset();
    // One that is not there is noticed by the next listing.
    if (!(e instanceof NoSuchFileException) && file.becameUnreadable()) {
      LOG.warnf("A file cannot be read; trying again. path=%s reason=%s", file.file().path(), e);
      if (unread > 0) {
        String detail = "cannot be read: " + e.getClass().getSimpleName();
        files.followed().lost(file, GapReason.UNREADABLE, unread, detail);
      }
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
        && file.isSettled()
        && clock.millis() - file.activeAt() > IDLE_AFTER) {
      file.close();
    }
  }

  private void look() {
    long now = clock.millis();
    if (!looking.isOver(now)) {
      return;
    }
    looking.start(now, LOOK_AT_LOGS_EVERY);
    long acknowledged =
        files.followed().logs().stream().mapToLong(FollowedLog::acknowledgedBytes).sum();
    if (acknowledged != acknowledgedBytes) {
      acknowledgedBytes = acknowledged;
      progressAt = now;
    }
    boolean othersGoOn = now >= progressAt && now - progressAt <= OTHERS_GO_ON_FOR;
    List<LogState> states = new ArrayList<>();
    for (FollowedLog log : files.followed().logs()) {
      boolean itsTurn = !(othersGoOn && (order.holds(log) || !order.hasRoom()));
      states.add(log.state(log.current(settings.collector(), now), now, itsTurn));
    }
    logs = List.copyOf(states);
  }
}
