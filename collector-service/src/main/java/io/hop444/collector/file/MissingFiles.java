/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.estate.EstateScan;
import io.hop444.wire.GapReason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Takes note of files that are not there any more, and of what is lost with them. A file that is
 * renamed while its folder is listed may stand there under neither name: only what two listings
 * miss is gone. Used by the tailer's thread.
 */
final class MissingFiles {

  private static final Logger LOG = Logger.getLogger(MissingFiles.class);

  private final FollowedFiles followed;
  private final RememberedFiles remembered;

  /** Of the files that the last listing did not find. */
  private Set<FileIdentity> missed = Set.of();

  MissingFiles(FollowedFiles followed, RememberedFiles remembered) {
    this.followed = followed;
    this.remembered = remembered;
  }

  /**
   * After a listing.
   *
   * @param present identities of all files that are there
   * @param unreadable folders and files that could not be looked at: what they hide may be there
   */
  void note(Set<FileIdentity> present, List<EstateScan.Unreadable> unreadable) {
    Set<FileIdentity> before = missed;
    missed = new HashSet<>();
    for (TailedFile file : followed.withIdentity()) {
      if (!present.contains(file.identity())
          && !file.isGone()
          && !isHidden(file.file().source(), unreadable)
          && isMissedAgain(file.identity(), before)) {
        markGone(file);
      }
    }
    for (SavedFile saved : remembered.expected()) {
      FileIdentity identity = new FileIdentity(saved.identity());
      // Where its identity is there, another file has it.
      if (!isHidden(saved.path(), unreadable)
          && (present.contains(identity) || isMissedAgain(identity, before))) {
        remembered.missed(saved);
        followed.lostOf(saved);
      }
    }
  }

  private boolean isMissedAgain(FileIdentity identity, Set<FileIdentity> before) {
    missed.add(identity);
    return before.contains(identity);
  }

  private static boolean isHidden(String source, List<EstateScan.Unreadable> unreadable) {
    return unreadable.stream().anyMatch(each -> each.hides(source));
  }

  /** What is not read of a deleted file is lost, unless it is still open. */
  void markGone(TailedFile file) {
    file.markGone();
    long unread = Math.max(file.size() - file.readOffset(), file.unreadForCertain());
    if (!file.isOpen() && unread > 0) {
      LOG.warnf(
          "A file was deleted before it was read to its end. source=%s bytes=%d",
          file.source(), unread);
      followed.lost(file, GapReason.DELETED_UNREAD, unread, "deleted before it was read");
      file.abandonUnread();
    }
  }
}
