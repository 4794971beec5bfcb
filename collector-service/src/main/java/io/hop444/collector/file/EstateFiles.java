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
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
  private final Map<String, FollowedLog> logs = new TreeMap<>();
  private final Map<FileIdentity, TailedFile> byIdentity = new HashMap<>();
  private final Map<String, TailedFile> bySource = new HashMap<>();
  private final Map<String, SavedFile> savedByIdentity = new HashMap<>();
  private final Map<String, SavedFile> savedBySource = new HashMap<>();
  private List<EstateScan.Server> servers = List.of();
  private boolean fromEnd;

  private record Listed(LogFile file, BasicFileAttributes attributes, FileIdentity identity) {}

  /**
   * @param saved checkpoints of an earlier run
   * @param fromEnd whether files of the first listing are followed from their end on
   */
  EstateFiles(
      Path estate,
      Function<String, ReaderSettings> settingsOfSite,
      Shipping shipping,
      List<SavedFile> saved,
      boolean fromEnd) {
    this.estate = estate;
    this.settingsOfSite = settingsOfSite;
    this.shipping = shipping;
    this.fromEnd = fromEnd;
    for (SavedFile file : saved) {
      savedByIdentity.put(file.identity(), file);
      SavedFile other = savedBySource.get(file.path());
      if (other == null || other.incarnation() < file.incarnation()) {
        savedBySource.put(file.path(), file);
      }
    }
  }

  Collection<FollowedLog> logs() {
    return logs.values();
  }

  List<EstateScan.Server> servers() {
    return servers;
  }

  Collection<TailedFile> files() {
    return byIdentity.values();
  }

  /**
   * Lists the estate and takes note of every change.
   *
   * @throws IOException when the estate's folder cannot be listed; nothing changes then
   */
  void list() throws IOException {
    List<Listed> listed = new ArrayList<>();
    EstateScan scan =
        EstateLayout.visit(
            estate,
            (file, attributes) ->
                listed.add(new Listed(file, attributes, FileIdentity.of(file.path(), attributes))));
    servers = scan.servers();
    Set<FileIdentity> present = new HashSet<>();
    listed.forEach(each -> present.add(each.identity()));
    for (Listed each : listed) {
      try {
        note(each, present);
      } catch (IOException e) {
        LOG.warnf("A file cannot be opened. path=%s reason=%s", each.file().path(), e);
      }
    }
    if (scan.unreadable().isEmpty()) {
      noteMissing(present);
    } else {
      LOG.warnf(
          "Part of the estate cannot be listed. count=%d first=%s",
          scan.unreadable().size(), scan.unreadable().get(0));
    }
    logs.values().forEach(FollowedLog::sort);
    fromEnd = false;
  }

  private void note(Listed listed, Set<FileIdentity> present) throws IOException {
    TailedFile known = byIdentity.get(listed.identity());
    if (known == null) {
      TailedFile namesake = bySource.get(listed.file().source());
      boolean stillThere = namesake != null && present.contains(namesake.identity());
      known = namesake == null || stillThere ? null : sameContent(namesake, listed);
      if (known == null) {
        known = follow(listed, namesake);
      }
    } else if (!known.file().path().equals(listed.file().path())) {
      known.moved(listed.file());
    }
    noteAttributes(known, listed);
  }

  private void noteAttributes(TailedFile file, Listed listed) throws IOException {
    long size = listed.attributes().size();
    long modifiedAt = listed.attributes().lastModifiedTime().toMillis();
    boolean rewritten =
        file.file().format().isDocument()
            && file.readOffset() > 0
            && (size != file.size() || modifiedAt != file.modifiedAt());
    boolean suspect =
        size <= file.readOffset() && size > 0 && modifiedAt != file.modifiedAt() && !rewritten;
    if (rewritten || (suspect && !file.isSameContent())) {
      file.close();
      file.restartAsNew();
    }
    file.listed(size, modifiedAt);
    if (file.hasUnread() && !file.isOpen() && openHandles() < MAX_HANDLES) {
      file.open();
    }
  }

  /** A restored or copied file has another identity and the same bytes: it is read on. */
  private TailedFile sameContent(TailedFile namesake, Listed listed) throws IOException {
    if (namesake.isOpen() && namesake.hasUnread()) {
      return null;
    }
    TailedFile candidate =
        tailed(listed, namesake.incarnation(), namesake.acknowledged(), namesake.kind());
    boolean same = namesake.acknowledged().offset() > 0 && candidate.isSameContent();
    candidate.close();
    if (!same || !namesake.isSettled()) {
      return null;
    }
    byIdentity.remove(namesake.identity());
    namesake.close();
    namesake.identity(listed.identity());
    byIdentity.put(listed.identity(), namesake);
    return namesake;
  }

  private TailedFile follow(Listed listed, TailedFile namesake) throws IOException {
    SavedFile saved = savedByIdentity.remove(listed.identity().key());
    SavedFile savedNamesake = savedBySource.get(listed.file().source());
    if (saved == null && namesake == null && savedNamesake != null) {
      TailedFile candidate = tailed(listed, savedNamesake);
      if (savedNamesake.checkpoint().offset() > 0 && candidate.isSameContent()) {
        saved = savedNamesake;
        savedByIdentity.remove(saved.identity());
      }
      candidate.close();
    }
    int incarnation = 1;
    if (namesake != null) {
      incarnation = namesake.incarnation() + 1;
    } else if (savedNamesake != null) {
      incarnation = savedNamesake.incarnation() + (saved == null ? 1 : 0);
    }
    TailedFile file =
        saved == null
            ? tailed(listed, incarnation, Checkpoint.START, listed.file().format().kind())
            : tailed(listed, saved);
    if (saved == null && fromEnd && !listed.file().format().isDocument()) {
      file.skipToEnd();
    }
    if (saved != null) {
      file.listed(saved.size(), saved.modifiedAt());
    }
    byIdentity.put(file.identity(), file);
    bySource.put(file.file().source(), file);
    logOf(file).add(file);
    return file;
  }

  private TailedFile tailed(Listed listed, SavedFile saved) {
    LogFile found = listed.file();
    LogFile named =
        new LogFile(
            found.site(), found.server(), found.log(), found.format(), found.path(), saved.path());
    return new TailedFile(
        named,
        listed.identity(),
        saved.incarnation(),
        saved.checkpoint(),
        LogKind.valueOf(saved.kind()),
        settingsOfSite.apply(found.site()),
        shipping);
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

  private void noteMissing(Set<FileIdentity> present) {
    for (TailedFile file : List.copyOf(byIdentity.values())) {
      if (!present.contains(file.identity()) && !file.isGone()) {
        file.markGone();
        if (!file.isOpen()) {
          reportUnread(file);
        }
      }
    }
    for (SavedFile saved : savedByIdentity.values()) {
      long unread = saved.size() - saved.checkpoint().offset();
      FollowedLog log =
          log(saved.site(), saved.server(), saved.log(), LogKind.valueOf(saved.kind()));
      if (unread > 0) {
        log.lost(gap(GapReason.DELETED_UNREAD, saved.path(), unread, "deleted while not running"));
      }
    }
    savedByIdentity.clear();
    savedBySource.clear();
  }

  private void reportUnread(TailedFile file) {
    long unread = file.size() - file.readOffset();
    if (unread > 0) {
      LOG.warnf(
          "A file was deleted before it was read to its end. source=%s bytes=%d",
          file.source(), unread);
      logOf(file)
          .lost(gap(GapReason.DELETED_UNREAD, file.source(), unread, "deleted before it was read"));
    }
  }

  /** Forgets a deleted file that is read and acknowledged. */
  void forget(TailedFile file) {
    file.close();
    logOf(file).remove(file);
    byIdentity.remove(file.identity(), file);
    bySource.remove(file.file().source(), file);
  }

  FollowedLog logOf(TailedFile file) {
    LogFile of = file.file();
    return log(of.site(), of.server(), of.log(), of.format().kind());
  }

  private FollowedLog log(String site, String server, String log, LogKind kind) {
    return logs.computeIfAbsent(
        site + "/" + server + "/" + log, key -> new FollowedLog(site, server, log, kind));
  }

  static LogGap gap(GapReason reason, String file, long bytes, String detail) {
    return new LogGap(reason, file, bytes, detail);
  }

  private long openHandles() {
    return byIdentity.values().stream().filter(TailedFile::isOpen).count();
  }
}
