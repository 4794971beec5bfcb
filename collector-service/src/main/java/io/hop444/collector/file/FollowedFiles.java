/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.estate.LogFile;
import io.hop444.wire.GapReason;
import io.hop444.wire.LogGap;
import io.hop444.wire.LogKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that are followed, by identity and by name, and the logs that they make up. Used by the
 * tailer's thread.
 */
final class FollowedFiles {

  private final Map<String, FollowedLog> logs = new TreeMap<>();
  private final Map<FileIdentity, TailedFile> byIdentity = new HashMap<>();
  private final Map<String, TailedFile> newestOfName = new HashMap<>();
  private final ReadTotals totals = new ReadTotals();
  private final UnknownZones zones = new UnknownZones();
  private boolean changed;

  Collection<FollowedLog> logs() {
    return logs.values();
  }

  /** All files, those that are gone and not acknowledged yet among them. */
  List<TailedFile> all() {
    return logs.values().stream().flatMap(log -> log.files().stream()).toList();
  }

  /** Those whose identity is still theirs. */
  List<TailedFile> withIdentity() {
    return List.copyOf(byIdentity.values());
  }

  /** The file with this identity; null when none is followed. */
  TailedFile of(FileIdentity identity) {
    return byIdentity.get(identity);
  }

  /** The last file of this name; null when none is followed. */
  TailedFile newestOfName(String source) {
    return newestOfName.get(source);
  }

  FollowedLog logOf(TailedFile file) {
    LogFile of = file.file();
    return log(of.site(), of.server(), of.log(), of.format().kind());
  }

  FollowedLog log(String site, String server, String log, LogKind kind) {
    return logs.computeIfAbsent(
        site + "/" + server + "/" + log, key -> new FollowedLog(site, server, log, kind));
  }

  void add(TailedFile file) {
    changed = true;
    byIdentity.put(file.identity(), file);
    newestOfName.merge(
        file.file().source(), file, (a, b) -> b.incarnation() > a.incarnation() ? b : a);
    logOf(file).add(file);
  }

  /** It is read on where it has this identity; its old one is free for another file. */
  void identityBecame(TailedFile file, FileIdentity now) {
    byIdentity.remove(file.identity(), file);
    file.identity(now);
    byIdentity.put(now, file);
  }

  /** Another file has its identity now, or a copy has. */
  void identityLeft(TailedFile file) {
    byIdentity.remove(file.identity(), file);
  }

  /**
   * Lets go of a file.
   *
   * @return whether it was the last one of its name
   */
  boolean remove(TailedFile file) {
    logOf(file).remove(file);
    byIdentity.remove(file.identity(), file);
    zones.forget(file);
    return newestOfName.remove(file.file().source(), file);
  }

  /** Notes that a file is another one, or at another place, than before. */
  void noteChange() {
    changed = true;
  }

  /** Whether other files are followed than when this was asked last. */
  boolean hasChanged() {
    boolean answer = changed;
    changed = false;
    return answer;
  }

  /** Gaps that are still to be told after a restart. */
  List<SavedGap> savedGaps() {
    List<SavedGap> saved = new ArrayList<>();
    for (FollowedLog log : logs.values()) {
      log.gaps().forEach(gap -> saved.add(SavedGap.of(log, gap)));
    }
    return saved;
  }

  /** What came out of the files so far. */
  ReadTotals totals() {
    return totals;
  }

  /** Files whose local times nothing brings to UTC. */
  UnknownZones zones() {
    return zones;
  }

  void lost(TailedFile file, GapReason reason, long bytes, String detail) {
    lost(logOf(file), new LogGap(reason, file.source(), bytes, detail));
  }

  /** What an earlier run has seen of a file that is gone, and did not ship. */
  void lostOf(SavedFile saved) {
    long unread = saved.size() - saved.checkpoint().offset();
    if (unread > 0) {
      lost(
          log(saved.site(), saved.server(), saved.log(), LogKind.valueOf(saved.kind())),
          new LogGap(GapReason.DELETED_UNREAD, saved.path(), unread, "deleted while not running"));
    }
  }

  void lost(FollowedLog log, LogGap gap) {
    totals.addGap(gap.getReason());
    log.lost(gap);
  }
}
