/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.domain.Checkpoint;
import io.hop444.collector.estate.LogFile;
import io.hop444.wire.LogKind;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is remembered of a file over a restart.
 *
 * @param identity key of its identity
 * @param path under which it was found first, relative to the estate, with forward slashes
 * @param place where it was last, in the same form
 * @param incarnation 1 for the first file of this name; grows when it is truncated or replaced
 * @param site folder of the site
 * @param server NetBIOS name
 * @param log folder below the server's
 * @param kind of the log, as far as its rows told
 * @param size last known
 * @param modifiedAt last known, in milliseconds since 1970
 * @param proven up to where it was seen to be the same file; null in files of an earlier build
 * @param checkpoint how far it was acknowledged
 * @param gone whether it was deleted, and what was to be told of that was told
 */
record SavedFile(
    String identity,
    String path,
    String place,
    int incarnation,
    String site,
    String server,
    String log,
    String kind,
    long size,
    long modifiedAt,
    Proof proven,
    Checkpoint checkpoint,
    boolean gone) {

  /** Fills in what an earlier build did not save. */
  SavedFile {
    place = place == null ? path : place;
    proven = proven == null ? Proof.NONE : proven;
  }

  /**
   * What is to be remembered of a file.
   *
   * @param place where it is, relative to the estate
   */
  static SavedFile of(TailedFile file, String place) {
    LogFile of = file.file();
    return new SavedFile(
        file.identity().key(),
        of.source(),
        place,
        file.incarnation(),
        of.site(),
        of.server(),
        of.log(),
        file.kind().name(),
        file.sizeForCertain(),
        file.modifiedAt(),
        file.proven(),
        file.acknowledged(),
        false);
  }

  /** Whether it can be what was saved once. */
  static boolean isUsable(SavedFile saved) {
    return saved != null
        && Stream.of(
                saved.identity, saved.path, saved.site, saved.server, saved.log, saved.checkpoint)
            .allMatch(Objects::nonNull)
        && Arrays.stream(LogKind.values()).anyMatch(kind -> kind.name().equals(saved.kind))
        && saved.incarnation >= 1
        && saved.checkpoint.offset() >= 0;
  }

  SavedFile asGone() {
    return gone
        ? this
        : new SavedFile(
            identity,
            path,
            place,
            incarnation,
            site,
            server,
            log,
            kind,
            size,
            modifiedAt,
            proven,
            checkpoint,
            true);
  }
}
