/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checkpoints of files that are not followed: those of an earlier run that were not seen yet, and
 * those of files that are gone. A file that comes back, because a share was away or a backup was
 * restored, is read on; another file of the same name gets the next number.
 */
final class RememberedFiles {

  /** Files that are gone of which the place is remembered; Exchange writes some 300 an hour. */
  private static final int MAX_GONE = 2_000;

  private final Map<String, SavedFile> expected = new LinkedHashMap<>();

  /** Those whose identity another file had by the time it was saved; nobody has told them gone. */
  private final List<SavedFile> displaced = new ArrayList<>();

  private final Map<String, SavedFile> newestOfName = new HashMap<>();
  private final Map<String, SavedFile> gone = new LinkedHashMap<>();

  /**
   * @param saved of two with one identity the later one has it
   */
  RememberedFiles(List<SavedFile> saved) {
    for (SavedFile file : saved) {
      if (file.gone()) {
        gone.put(file.path(), file);
      } else {
        SavedFile other = expected.put(file.identity(), file);
        if (other != null) {
          displaced.add(other);
        }
      }
      newestOfName.merge(file.path(), file, (a, b) -> b.incarnation() >= a.incarnation() ? b : a);
    }
  }

  /** The file of an earlier run with this identity; null when there is none. */
  SavedFile expected(FileIdentity identity) {
    return expected.get(identity.key());
  }

  /** The last file of this name, expected or gone; null when none is remembered. */
  SavedFile newestOfName(String source) {
    return newestOfName.get(source);
  }

  /** It is followed now. */
  void found(SavedFile file) {
    expected.remove(file.identity(), file);
    displaced.remove(file);
    gone.remove(file.path(), file);
    newestOfName.remove(file.path(), file);
  }

  /** It is not followed any more. */
  void gone(SavedFile file) {
    SavedFile other = newestOfName.get(file.path());
    if (other != null && other.incarnation() > file.incarnation()) {
      return;
    }
    SavedFile asGone = file.asGone();
    newestOfName.put(file.path(), asGone);
    gone.remove(file.path());
    gone.put(file.path(), asGone);
    Iterator<SavedFile> oldest = gone.values().iterator();
    if (gone.size() > MAX_GONE) {
      SavedFile forgotten = oldest.next();
      oldest.remove();
      newestOfName.remove(forgotten.path(), forgotten);
    }
  }

  /** Files of an earlier run that were not found. */
  List<SavedFile> expected() {
    List<SavedFile> all = new ArrayList<>(displaced);
    all.addAll(expected.values());
    return all;
  }

  /** A file of an earlier run is not there any more. */
  void missed(SavedFile file) {
    expected.remove(file.identity(), file);
    displaced.remove(file);
    newestOfName.remove(file.path(), file);
    gone(file);
  }

  /** All of them, to be saved with those that are followed. */
  Collection<SavedFile> all() {
    List<SavedFile> all = expected();
    all.addAll(gone.values());
    return all;
  }
}
