/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.estate.EstateLayout;
import io.hop444.collector.estate.EstateScan;
import io.hop444.collector.estate.LogFile;
import io.hop444.wire.GapReason;
import io.hop444.wire.LogKind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Which files of the estate are followed: finds new ones, takes note of renamed, replaced and
 * deleted ones. Used by the tailer's thread.
 */
final class EstateFiles {

  private static final Logger LOG = Logger.getLogger(EstateFiles.class);

  /** Handles held at a time; more files than these are opened only while they are read. */
  private static final int MAX_HANDLES = 1_000;

  private final EstatePlaces places;
  private final RememberedFiles remembered;
  private final FollowedFiles followed = new FollowedFiles();
  private final FileRecognition recognition;
  private final MissingFiles missing;
  private List<EstateScan.Server> servers = List.of();
  private Instant readSince;
  private int handles;

  /**
   * @param saved what an earlier run left
   * @param readSince files of the first listing that were written last before this are followed
   *     from their end on
   */
  EstateFiles(
      Path estate,
      Function<String, ReaderSettings> settingsOfSite,
      Shipping shipping,
      CheckpointFile.Loaded saved,
      Instant readSince) {
    this.places = new EstatePlaces(estate);
    this.readSince = readSince;
    this.remembered = new RememberedFiles(saved.files());
    this.recognition = new FileRecognition(places, settingsOfSite, shipping, followed, remembered);
    this.missing = new MissingFiles(followed, remembered);
    for (SavedGap gap : saved.gaps()) {
      followed
          .log(gap.site(), gap.server(), gap.log(), LogKind.valueOf(gap.kind()))
          .lost(gap.gap());
    }
  }

  /** The files that are followed. */
  FollowedFiles followed() {
    return followed;
  }

  List<EstateScan.Server> servers() {
    return servers;
  }

  /** What is to be known after a restart. */
  List<SavedFile> saved() {
    List<SavedFile> saved = new ArrayList<>(remembered.all());
    followed.all().forEach(file -> saved.add(saved(file)));
    return saved;
  }

  private SavedFile saved(TailedFile file) {
    return SavedFile.of(file, places.of(file.file().path()));
  }

  /**
   * Lists the estate and takes note of every change.
   *
   * @throws IOException when the estate's folder cannot be listed, or is suddenly empty as it is
   *     when a share is not mounted; nothing changes then
   */
  void list() throws IOException {
    List<ListedFile> listed = new ArrayList<>();
    EstateScan scan =
        EstateLayout.visit(
            places.estate(),
            (file, attributes) ->
                listed.add(
                    new ListedFile(file, attributes, FileIdentity.of(file.path(), attributes))),
            (path, attributes) -> noteUnnamed(path, attributes, listed));
    List<TailedFile> known = followed.withIdentity();
    if (scan.servers().isEmpty() && !(known.isEmpty() && remembered.expected().isEmpty())) {
      throw new NoSuchFileException(
          places.estate().toString(),
          null,
          "has no servers any more; is it a share that is not mounted?");
    }
    servers = scan.servers();
    handles = (int) known.stream().filter(TailedFile::isOpen).count();
    Set<FileIdentity> present = new HashSet<>();
    listed.forEach(each -> present.add(each.identity()));
    for (ListedFile each : listed) {
      try {
        note(each, present);
      } catch (NoSuchFileException e) {
        LOG.debugf("A file was renamed or deleted since it was listed. path=%s", e.getFile());
      } catch (IOException e) {
        LOG.warnf("A file cannot be opened. path=%s reason=%s", each.file().path(), e);
      }
    }
    missing.note(present, scan.unreadable());
    if (!scan.unreadable().isEmpty()) {
      LOG.warnf(
          "Part of the estate cannot be listed. count=%d first=%s",
          scan.unreadable().size(), scan.unreadable().get(0));
    }
    followed.logs().forEach(FollowedLog::sort);
    readSince = Instant.MIN;
  }

  /** A file that is followed may have been given a name beside its own that is none of a log. */
  private void noteUnnamed(Path path, BasicFileAttributes attributes, List<ListedFile> listed) {
    FileIdentity identity = FileIdentity.of(path, attributes);
    TailedFile known = followed.of(identity);
    SavedFile expected = remembered.expected(identity);
    LogFile of = null;
    if (known != null && path.getParent().equals(known.file().path().getParent())) {
      of = known.file().at(path);
    } else if (expected != null && path.getParent().equals(places.folderOf(expected.place()))) {
      of = EstateLayout.named(expected.path(), path);
    }
    if (of != null) {
      listed.add(new ListedFile(of, attributes, identity));
    }
  }

  private void note(ListedFile listed, Set<FileIdentity> present) throws IOException {
    TailedFile known = followed.of(listed.identity());
    if (known != null && !known.file().path().equals(listed.file().path())) {
      known = moved(known, listed) ? known : null;
    }
    if (known == null) {
      TailedFile namesake = followed.newestOfName(listed.source());
      boolean isThere = namesake != null && present.contains(namesake.identity());
      if (namesake != null && !isThere && recognition.goesOn(namesake, listed)) {
        namesake.close();
        followed.identityBecame(namesake, listed.identity());
        known = namesake;
      } else {
        known = follow(listed, namesake == null, present);
      }
    }
    known.markPresent();
    noteAttributes(known, listed);
  }

  private boolean moved(TailedFile known, ListedFile listed) throws IOException {
    Path before = known.file().path();
    boolean held = known.isOpen();
    known.moved(listed.file().path());
    followed.noteChange();
    if (held || recognition.isStill(known, listed)) {
      return true;
    }
    known.close();
    known.moved(before);
    leaveIdentity(known);
    return false;
  }

  private TailedFile follow(ListedFile listed, boolean alone, Set<FileIdentity> present)
      throws IOException {
    TailedFile file = recognition.remembered(listed, alone, present);
    if (file == null) {
      file = recognition.fresh(listed);
      boolean old = Instant.ofEpochMilli(listed.modifiedAt()).isBefore(readSince);
      if (old && !listed.file().format().isDocument()) {
        file.skipToEnd();
      }
    }
    followed.add(file);
    return file;
  }

  private void noteAttributes(TailedFile file, ListedFile listed) throws IOException {
    long size = listed.size();
    long modifiedAt = listed.modifiedAt();
    boolean changed = size != file.size() || modifiedAt != file.modifiedAt();
    TailedFile now =
        changed && size > 0 && recognition.isAnother(file, size) ? replaced(file) : file;
    now.listed(size, modifiedAt);
    if (!isProven(now)) {
      now = replaced(now);
      now.listed(size, modifiedAt);
      isProven(now);
    }
  }

  /**
   * Whether a file that has something unread is still the same. How far it was seen to go is saved
   * after the listing, whether it is read by then or not.
   */
  private boolean isProven(TailedFile file) throws IOException {
    if (!file.hasUnread()) {
      return true;
    }
    if (!file.isOpen() && handles < MAX_HANDLES) {
      file.open();
      handles++;
    }
    return file.prove();
  }

  /**
   * Other bytes stand under the name and identity of this file: it is gone, and another one has
   * begun. What was not read of it is read in a copy, where there is one.
   */
  TailedFile replaced(TailedFile old) {
    FileIdentity identity = old.identity();
    LogFile file = old.file();
    boolean document = file.format().isDocument();
    long unread = document ? 0 : old.unreadForCertain();
    LOG.infof(
        "A file was truncated or rewritten; it is read from its start. source=%s unreadBytes=%d",
        old.source(), unread);
    followed.identityLeft(old);
    RotatedCopy copy = document ? null : RotatedCopy.of(old);
    boolean copyIsFollowed = copy != null && isFollowed(copy);
    old.replaced();
    if (copy != null && !copyIsFollowed && goesOnIn(old, copy)) {
      followed.identityBecame(old, copy.identity());
    } else if (unread > 0 && !copyIsFollowed) {
      followed.lost(old, GapReason.TRUNCATED, unread, "truncated before it was read");
    }
    LogFile named = EstateLayout.named(places.of(file.path()), file.path());
    TailedFile fresh =
        recognition.fresh(new ListedFile(named == null ? file : named, null, identity));
    fresh.listed(0, old.modifiedAt());
    followed.add(fresh);
    followed.logOf(fresh).sort();
    return fresh;
  }

  /**
   * Whether the copy is followed already. A copy may also have been given the identity of a deleted
   * file that is still waited for: that one leaves it.
   */
  private boolean isFollowed(RotatedCopy copy) {
    TailedFile known = followed.of(copy.identity());
    if (known == null) {
      return false;
    }
    if (recognition.isStill(known, copy)) {
      return true;
    }
    leaveIdentity(known);
    return false;
  }

  /** Another file has the identity of this one, which is not open: it is gone. */
  private void leaveIdentity(TailedFile file) {
    followed.identityLeft(file);
    missing.markGone(file);
    file.replaced();
  }

  private static boolean goesOnIn(TailedFile file, RotatedCopy copy) {
    try {
      file.goOnIn(copy.path(), copy.identity());
      return true;
    } catch (IOException e) {
      LOG.warnf("The copy of a truncated file cannot be read. path=%s reason=%s", copy.path(), e);
      return false;
    }
  }

  /** Records were lost on their way: all that is not acknowledged is read again, if it can be. */
  void rewind() {
    followed.logs().forEach(FollowedLog::tellAgain);
    for (TailedFile file : followed.all()) {
      long again = file.readOffset() - file.acknowledged().offset();
      if (!file.isGone() || file.isOpen()) {
        file.rewind();
      } else {
        file.giveUp();
        if (again > 0) {
          followed.lost(
              file, GapReason.DELETED_UNREAD, again, "deleted before it was acknowledged");
        }
      }
    }
  }

  /** Lets go of a deleted file that is read and acknowledged. */
  void forget(TailedFile file) {
    file.close();
    if (followed.remove(file)) {
      remembered.gone(saved(file));
    }
  }
}
