/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.wevtutil;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The bookmarks of all channels in one file of the data folder, replaced as a whole. */
final class BookmarkFile {

  private static final Logger LOG = Logger.getLogger(BookmarkFile.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final Map<String, Bookmark> bookmarks = new HashMap<>();

  private record Content(List<Bookmark> channels) {}

  /**
   * Reads what was saved. A damaged file is kept aside and the channels are read again: their
   * events have the positions they had.
   *
   * @throws IOException when the folder cannot be made, or the file cannot be read
   */
  BookmarkFile(Path folder) throws IOException {
    path = folder.resolve("wevtutil-bookmarks.json");
    Files.createDirectories(folder);
    if (!Files.exists(path)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(path);
    try {
      JSON.readValue(bytes, Content.class)
          .channels()
          .forEach(each -> bookmarks.put(each.channel(), each));
    } catch (IOException | RuntimeException e) {
      Path aside = path.resolveSibling("wevtutil-bookmarks.damaged.json");
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.errorf(
          "The file of bookmarks is damaged and was kept aside; channels are read again."
              + " path=%s kept=%s reason=%s",
          path, aside, e.getClass().getSimpleName());
    }
  }

  /** Null when the channel was never read. */
  synchronized Bookmark of(String channel) {
    return bookmarks.get(channel);
  }

  synchronized void save(Bookmark bookmark) throws IOException {
    bookmarks.put(bookmark.channel(), bookmark);
    Path beside = path.resolveSibling(path.getFileName() + ".new");
    Files.write(
        beside,
        JSON.writeValueAsBytes(new Content(List.copyOf(bookmarks.values()))),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.SYNC);
    try {
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
