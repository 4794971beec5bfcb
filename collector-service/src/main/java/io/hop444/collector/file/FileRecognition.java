/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.domain.Checkpoint;
import io.hop444.collector.estate.EstateLayout;
import io.hop444.collector.estate.LogFile;
import io.hop444.wire.LogKind;
import java.io.IOException;
import java.util.Set;
import java.util.function.Function;

/**
 * Tells whether a file that was listed is one that is known, by its identity, its name and the
 * bytes that were read of it (docs/adr/0031). Used by the tailer's thread.
 */
final class FileRecognition {

  private final EstatePlaces places;
  private final Function<String, ReaderSettings> settingsOfSite;
  private final Shipping shipping;
  private final FollowedFiles followed;
  private final RememberedFiles remembered;

  FileRecognition(
      EstatePlaces places,
      Function<String, ReaderSettings> settingsOfSite,
      Shipping shipping,
      FollowedFiles followed,
      RememberedFiles remembered) {
    this.places = places;
    this.settingsOfSite = settingsOfSite;
    this.shipping = shipping;
    this.followed = followed;
    this.remembered = remembered;
  }

  /**
   * Whether a followed file that was not held open is still the one whose identity this is: an
   * identity may be given to another file as soon as the first one is deleted.
   */
  boolean isStill(TailedFile known, ListedFile listed) throws IOException {
    boolean sure = hasRows(known.latest()) || listed.isOfLogOf(known.file());
    return sure && listed.size() >= known.size() && known.isSameContent();
  }

  /** Whether a followed file is the copy that has its identity now. */
  boolean isStill(TailedFile known, RotatedCopy copy) {
    return known.isOpen() || (!known.isGone() && hasRows(known.latest()) && copy.goesOn(known));
  }

  /** Whether other bytes stand where a followed file was, for certain. */
  boolean isAnother(TailedFile file, long size) throws IOException {
    if (file.file().format().isDocument()) {
      return file.readOffset() > 0;
    }
    long known = Math.max(file.proven().size(), file.readOffset());
    return known > 0 && size <= known && !file.isSameContent();
  }

  /**
   * Whether a file was restored or copied over a followed one: another identity, the same bytes.
   */
  boolean goesOn(TailedFile namesake, ListedFile listed) throws IOException {
    if ((namesake.isOpen() && namesake.hasUnread())
        || !namesake.isSettled()
        || !hasRows(namesake.acknowledged())
        || remembered.expected(listed.identity()) != null) {
      return false;
    }
    TailedFile candidate =
        tailed(listed, namesake.incarnation(), namesake.acknowledged(), namesake.kind());
    boolean same = candidate.isSameContent();
    candidate.close();
    return same;
  }

  /**
   * What an earlier run remembers of a file that is not followed yet, taken out of what is
   * remembered.
   *
   * @param alone whether no file of its name is followed
   * @param present identities of all files that are there
   * @return null when it is a new one
   */
  TailedFile remembered(ListedFile listed, boolean alone, Set<FileIdentity> present)
      throws IOException {
    SavedFile namesake = remembered.newestOfName(listed.source());
    SavedFile saved = remembered.expected(listed.identity());
    if (saved != null
        && !saved.place().equals(places.of(listed.file().path()))
        && !isOf(saved, listed)) {
      saved = null;
    }
    if (saved == null
        && alone
        && namesake != null
        && hasRows(namesake.checkpoint())
        && isFree(namesake.identity(), listed, present)
        && isOf(namesake, listed)) {
      saved = namesake;
    }
    if (saved == null) {
      return null;
    }
    TailedFile file = restored(listed, saved);
    remembered.found(saved);
    return file;
  }

  /** A file that is read from its start, as the next one of its name. */
  TailedFile fresh(ListedFile listed) {
    LogFile file = listed.file();
    return tailed(listed, nextIncarnation(file.source()), Checkpoint.START, file.format().kind());
  }

  private int nextIncarnation(String source) {
    TailedFile last = followed.newestOfName(source);
    SavedFile saved = remembered.newestOfName(source);
    return 1
        + Math.max(last == null ? 0 : last.incarnation(), saved == null ? 0 : saved.incarnation());
  }

  /** Headers are the same in many files: bytes prove an identity only when a row is among them. */
  private static boolean hasRows(Checkpoint upTo) {
    return upTo.readUpTo() != Long.MIN_VALUE;
  }

  /** Whether no other file that is there has this identity. */
  private static boolean isFree(String identity, ListedFile listed, Set<FileIdentity> present) {
    FileIdentity of = new FileIdentity(identity);
    return of.equals(listed.identity()) || !present.contains(of);
  }

  /** Whether the listed file is the one that was saved, by its bytes. */
  private boolean isOf(SavedFile saved, ListedFile listed) throws IOException {
    LogFile before = EstateLayout.named(saved.path(), listed.file().path());
    boolean sure = hasRows(saved.checkpoint()) || (before != null && listed.isOfLogOf(before));
    if (!sure || listed.size() < saved.size()) {
      return false;
    }
    TailedFile candidate = restored(listed, saved);
    boolean same = candidate.isSameContent();
    candidate.close();
    return same;
  }

  private TailedFile restored(ListedFile listed, SavedFile saved) {
    LogFile found = listed.file();
    LogFile was = EstateLayout.named(saved.path(), found.path());
    TailedFile file =
        tailed(
            new ListedFile(was == null ? found : was, listed.attributes(), listed.identity()),
            saved.incarnation(),
            saved.checkpoint(),
            LogKind.valueOf(saved.kind()));
    file.restored(saved);
    return file;
  }

  private TailedFile tailed(ListedFile listed, int incarnation, Checkpoint from, LogKind kind) {
    LogFile file = listed.file();
    return new TailedFile(
        file,
        listed.identity(),
        incarnation,
        from,
        kind,
        settingsOfSite.apply(file.site()),
        shipping);
  }
}
