/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.domain.Checkpoint;
import io.hop444.collector.estate.EstateLayout;
import io.hop444.collector.estate.EstateScan;
import io.hop444.collector.estate.LogFile;
import io.hop444.wire.GapReason;
import io.hop444.wire.LogGap;
import io.hop444.wire.LogKind;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Which files of the estate are followed: finds new ones, recognises renamed, replaced and deleted
 * ones. Used by the tailer's thread.
 */
final class EstateFiles {

  private static final Logger LOG = Logger.getLogger(EstateFiles.class);

  /** Handles held at a time; more files than these are opened only while they are read. */
  private static final int MAX_HANDLES = 1_000;

  private final Path estate;
  private final Function<String, ReaderSettings> settingsOfSite;
  private final Shipping shipping;
  private final RememberedFiles remembered;
  private final ReadTotals totals = new ReadTotals();
  private final Map<String, FollowedLog> logs = new TreeMap<>();
  private final Map<FileIdentity, TailedFile> byIdentity = new HashMap<>();
  private final Map<String, TailedFile> newestOfName = new HashMap<>();
  private List<EstateScan.Server> servers = List.of();
  private Instant readSince;
  private int handles;
  private boolean changed;

  private record Listed(LogFile file, BasicFileAttributes attributes, FileIdentity identity) {}

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
    this.estate = estate;
    this.settingsOfSite = settingsOfSite;
    this.shipping = shipping;
    this.readSince = readSince;
    this.remembered = new RememberedFiles(saved.files());
    for (SavedGap gap : saved.gaps()) {
      log(gap.site(), gap.server(), gap.log(), LogKind.valueOf(gap.kind())).lost(gap.gap());
    }
  }

  Collection<FollowedLog> logs() {
    return logs.values();
  }

  List<EstateScan.Server> servers() {
    return servers;
  }

  /** All files, those that are gone and not acknowledged yet among them. */
  List<TailedFile> files() {
    return logs.values().stream().flatMap(log -> log.files().stream()).toList();
  }

  /** What is to be known after a restart. */
  List<SavedFile> saved() {
    List<SavedFile> saved = new ArrayList<>(remembered.all());
    for (FollowedLog log : logs.values()) {
      for (TailedFile file : log.files()) {
        saved.add(saved(file));
      }
    }
    return saved;
  }

  /** Gaps that are still to be told after a restart. */
  List<SavedGap> savedGaps() {
    List<SavedGap> saved = new ArrayList<>();
    for (FollowedLog log : logs.values()) {
      log.gaps().forEach(gap -> saved.add(SavedGap.of(log, gap)));
    }
    return saved;
  }

  private SavedFile saved(TailedFile file) {
    return file.saved(place(file.file().path()));
  }

  private String place(Path path) {
    return estate.relativize(path).toString().replace('\\', '/');
  }

  /**
   * Lists the estate and takes note of every change.
   *
   * @throws IOException when the estate's folder cannot be listed, or is suddenly empty as it is
   *     when a share is not mounted; nothing changes then
   */
  void list() throws IOException {
    List<Listed> listed = new ArrayList<>();
    EstateScan scan =
        EstateLayout.visit(
            estate,
            (file, attributes) ->
                listed.add(new Listed(file, attributes, FileIdentity.of(file.path(), attributes))),
            (path, attributes) -> noteUnnamed(path, attributes, listed));
    if (scan.servers().isEmpty() && !(byIdentity.isEmpty() && remembered.expected().isEmpty())) {
      throw new NoSuchFileException(
          estate.toString(), null, "has no servers any more; is it a share that is not mounted?");
    }
    servers = scan.servers();
    handles = (int) byIdentity.values().stream().filter(TailedFile::isOpen).count();
    Set<FileIdentity> present = new HashSet<>();
    listed.forEach(each -> present.add(each.identity()));
    for (Listed each : listed) {
      try {
        note(each, present);
      } catch (NoSuchFileException e) {
        LOG.debugf("A file was renamed or deleted since it was listed. path=%s", e.getFile());
      } catch (IOException e) {
        LOG.warnf("A file cannot be opened. path=%s reason=%s", each.file().path(), e);
      }
    }
    noteMissing(present, scan.unreadable());
    if (!scan.unreadable().isEmpty()) {
      LOG.warnf(
          "Part of the estate cannot be listed. count=%d first=%s",
          scan.unreadable().size(), scan.unreadable().get(0));
    }
    logs.values().forEach(FollowedLog::sort);
    readSince = Instant.MIN;
  }

  /** A file that is followed may have been given a name beside its own that is none of a log. */
  private void noteUnnamed(Path path, BasicFileAttributes attributes, List<Listed> listed) {
    FileIdentity identity = FileIdentity.of(path, attributes);
    TailedFile known = byIdentity.get(identity);
    SavedFile expected = remembered.expected(identity);
    LogFile of = null;
    if (known != null && path.getParent().equals(known.file().path().getParent())) {
      of = known.file().at(path);
    } else if (expected != null
        && path.getParent().equals(estate.resolve(expected.place()).getParent())) {
      of = EstateLayout.named(expected.path(), path);
    }
    if (of != null) {
      listed.add(new Listed(of, attributes, identity));
    }
  }

  private void note(Listed listed, Set<FileIdentity> present) throws IOException {
    TailedFile known = byIdentity.get(listed.identity());
    if (known != null && !known.file().path().equals(listed.file().path())) {
      known = moved(known, listed) ? known : null;
    }
    if (known == null) {
      TailedFile namesake = newestOfName.get(listed.file().source());
      boolean stillThere = namesake != null && present.contains(namesake.identity());
      known = namesake == null || stillThere ? null : readOn(namesake, listed);
      if (known == null) {
        known = follow(listed, namesake, present);
      }
    }
    known.markPresent();
    noteAttributes(known, listed);
  }

  /** An identity may be given to another file as soon as the first one is deleted and not open. */
  private boolean moved(TailedFile known, Listed listed) throws IOException {
    Path before = known.file().path();
    boolean held = known.isOpen();
    known.moved(listed.file().path());
    changed = true;
    if (held || isStill(known, listed)) {
      return true;
    }
    known.close();
    known.moved(before);
    byIdentity.remove(known.identity());
    markGone(known);
    known.replaced();
    return false;
  }

  private static boolean isStill(TailedFile known, Listed listed) throws IOException {
    boolean sure = hasRows(known.latest()) || isSameLog(known.file(), listed);
    return sure && listed.attributes().size() >= known.size() && known.isSameContent();
  }

  /** Headers are the same in many files: bytes prove an identity only when a row is among them. */
  private static boolean hasRows(Checkpoint upTo) {
    return upTo.readUpTo() != Long.MIN_VALUE;
  }

  private static boolean isSameLog(LogFile before, Listed listed) {
    LogFile now = listed.file();
    return before.site().equals(now.site())
        && before.server().equals(now.server())
        && before.log().equals(now.log());
  }

  private void noteAttributes(TailedFile file, Listed listed) throws IOException {
    long size = listed.attributes().size();
    long modifiedAt = listed.attributes().lastModifiedTime().toMillis();
    boolean changed = size != file.size() || modifiedAt != file.modifiedAt();
    TailedFile now = changed && size > 0 && isAnother(file, size) ? replaced(file) : file;
    now.listed(size, modifiedAt);
    if (now.hasUnread() && !now.isOpen() && handles < MAX_HANDLES) {
      now.open();
      handles++;
      if (!now.prove()) {
        now = replaced(now);
        now.listed(size, modifiedAt);
      }
    }
  }

  private static boolean isAnother(TailedFile file, long size) throws IOException {
    if (file.file().format().isDocument()) {
      return file.readOffset() > 0;
    }
    long known = Math.max(file.proven().size(), file.readOffset());
    return known > 0 && size <= known && !file.isSameContent();
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
    byIdentity.remove(identity, old);
    RotatedCopy copy = document ? null : RotatedCopy.of(old);
    boolean copyIsFollowed = copy != null && byIdentity.containsKey(copy.identity());
    old.replaced();
    if (copy != null && !copyIsFollowed && goesOnIn(old, copy)) {
      byIdentity.put(copy.identity(), old);
    } else if (unread > 0 && !copyIsFollowed) {
      lost(old, GapReason.TRUNCATED, unread, "truncated before it was read");
    }
    LogFile named = EstateLayout.named(place(file.path()), file.path());
    LogFile now = named == null ? file : named;
    TailedFile fresh =
        tailed(
            new Listed(now, null, identity),
            nextIncarnation(now.source()),
            Checkpoint.START,
            now.format().kind());
    fresh.listed(0, old.modifiedAt());
    register(fresh);
    logOf(fresh).sort();
    return fresh;
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

  /** A restored or copied file has another identity and the same bytes: it is read on. */
  private TailedFile readOn(TailedFile namesake, Listed listed) throws IOException {
    if ((namesake.isOpen() && namesake.hasUnread())
        || !namesake.isSettled()
        || !hasRows(namesake.acknowledged())
        || remembered.expected(listed.identity()) != null) {
      return null;
    }
    TailedFile candidate =
        tailed(listed, namesake.incarnation(), namesake.acknowledged(), namesake.kind());
    boolean same = candidate.isSameContent();
    candidate.close();
    if (!same) {
      return null;
    }
    byIdentity.remove(namesake.identity(), namesake);
    namesake.close();
    namesake.identity(listed.identity());
    byIdentity.put(listed.identity(), namesake);
    return namesake;
  }

  private TailedFile follow(Listed listed, TailedFile namesake, Set<FileIdentity> present)
      throws IOException {
    SavedFile savedNamesake = remembered.newestOfName(listed.file().source());
    SavedFile saved = remembered.expected(listed.identity());
    if (saved != null
        && !saved.place().equals(place(listed.file().path()))
        && !isOf(saved, listed)) {
      saved = null;
    }
    if (saved == null
        && namesake == null
        && savedNamesake != null
        && hasRows(savedNamesake.checkpoint())
        && isFree(savedNamesake.identity(), listed, present)
        && isOf(savedNamesake, listed)) {
      saved = savedNamesake;
    }
    TailedFile file;
    if (saved != null) {
      file = tailed(listed, saved);
      file.restored(saved);
      remembered.found(saved);
    } else {
      LogFile found = listed.file();
      file =
          tailed(listed, nextIncarnation(found.source()), Checkpoint.START, found.format().kind());
      if (isOld(listed) && !listed.file().format().isDocument()) {
        file.skipToEnd();
      }
    }
    register(file);
    return file;
  }

  private boolean isOld(Listed listed) {
    return listed.attributes().lastModifiedTime().toInstant().isBefore(readSince);
  }

  /** Whether no other file that is there has this identity. */
  private static boolean isFree(String identity, Listed listed, Set<FileIdentity> present) {
    FileIdentity of = new FileIdentity(identity);
    return of.equals(listed.identity()) || !present.contains(of);
  }

  /** Whether the listed file is the one that was saved, by its bytes. */
  private boolean isOf(SavedFile saved, Listed listed) throws IOException {
    LogFile before = EstateLayout.named(saved.path(), listed.file().path());
    boolean sure = hasRows(saved.checkpoint()) || (before != null && isSameLog(before, listed));
    if (!sure || listed.attributes().size() < saved.size()) {
      return false;
    }
    TailedFile candidate = tailed(listed, saved);
    candidate.restored(saved);
    boolean same = candidate.isSameContent();
    candidate.close();
    return same;
  }

  private int nextIncarnation(String source) {
    TailedFile followed = newestOfName.get(source);
    SavedFile saved = remembered.newestOfName(source);
    return 1
        + Math.max(
            followed == null ? 0 : followed.incarnation(), saved == null ? 0 : saved.incarnation());
  }

  /** Whether other files are followed than when this was asked last. */
  boolean hasChanged() {
    boolean answer = changed;
    changed = false;
    return answer;
  }

  private void register(TailedFile file) {
    changed = true;
    byIdentity.put(file.identity(), file);
    newestOfName.merge(
        file.file().source(), file, (a, b) -> b.incarnation() > a.incarnation() ? b : a);
    logOf(file).add(file);
  }

  private TailedFile tailed(Listed listed, SavedFile saved) {
    LogFile found = listed.file();
    LogFile was = EstateLayout.named(saved.path(), found.path());
    LogFile named = was == null ? found : was;
    return tailed(
        new Listed(named, listed.attributes(), listed.identity()),
        saved.incarnation(),
        saved.checkpoint(),
        LogKind.valueOf(saved.kind()));
  }

  private TailedFile tailed(Listed listed, int incarnation, Checkpoint from, LogKind kind) {
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

  private void noteMissing(Set<FileIdentity> present, List<EstateScan.Unreadable> unreadable) {
    for (TailedFile file : List.copyOf(byIdentity.values())) {
      if (!present.contains(file.identity())
          && !file.isGone()
          && !isHidden(file.file().source(), unreadable)) {
        markGone(file);
      }
    }
    for (SavedFile saved : remembered.expected()) {
      if (isHidden(saved.path(), unreadable)) {
        continue;
      }
      remembered.missed(saved);
      long unread = saved.size() - saved.checkpoint().offset();
      if (unread > 0) {
        lost(
            log(saved.site(), saved.server(), saved.log(), LogKind.valueOf(saved.kind())),
            new LogGap(
                GapReason.DELETED_UNREAD, saved.path(), unread, "deleted while not running"));
      }
    }
  }

  private static boolean isHidden(String source, List<EstateScan.Unreadable> unreadable) {
    return unreadable.stream().anyMatch(each -> each.hides(source));
  }

  /** What is not read of a deleted file is lost, unless it is still open. */
  private void markGone(TailedFile file) {
    file.markGone();
    long unread = Math.max(file.size() - file.readOffset(), file.unreadForCertain());
    if (!file.isOpen() && unread > 0) {
      LOG.warnf(
          "A file was deleted before it was read to its end. source=%s bytes=%d",
          file.source(), unread);
      lost(file, GapReason.DELETED_UNREAD, unread, "deleted before it was read");
      file.abandonUnread();
    }
  }

  /** Records were lost on their way: all that is not acknowledged is read again, if it can be. */
  void rewind() {
    logs.values().forEach(FollowedLog::tellAgain);
    for (TailedFile file : files()) {
      long again = file.readOffset() - file.acknowledged().offset();
      if (!file.isGone() || file.isOpen()) {
        file.rewind();
      } else {
        file.giveUp();
        if (again > 0) {
          lost(file, GapReason.DELETED_UNREAD, again, "deleted before it was acknowledged");
        }
      }
    }
  }

  /** Lets go of a deleted file that is read and acknowledged. */
  void forget(TailedFile file) {
    file.close();
    logOf(file).remove(file);
    byIdentity.remove(file.identity(), file);
    TailedFile newest = newestOfName.get(file.file().source());
    if (newest == file) {
      newestOfName.remove(file.file().source());
      remembered.gone(saved(file));
    }
  }

  FollowedLog logOf(TailedFile file) {
    LogFile of = file.file();
    return log(of.site(), of.server(), of.log(), of.format().kind());
  }

  private FollowedLog log(String site, String server, String log, LogKind kind) {
    return logs.computeIfAbsent(
        site + "/" + server + "/" + log, key -> new FollowedLog(site, server, log, kind));
  }

  /** What came out of the files so far. */
  ReadTotals totals() {
    return totals;
  }

  void lost(TailedFile file, GapReason reason, long bytes, String detail) {
    lost(logOf(file), new LogGap(reason, file.source(), bytes, detail));
  }

  private void lost(FollowedLog log, LogGap gap) {
    totals.addGap(gap.getReason());
    log.lost(gap);
  }
}
