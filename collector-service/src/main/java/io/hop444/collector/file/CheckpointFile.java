/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * All checkpoints in one file of the data folder, replaced as a whole: written beside, forced to
 * the disk, then renamed.
 */
public final class CheckpointFile {

  private static final Logger LOG = Logger.getLogger(CheckpointFile.class);
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final boolean forced;

  /** The file's content. */
  record Content(int version, List<SavedFile> files, List<SavedGap> gaps) {}

  /**
   * What was found at the start.
   *
   * @param files as saved
   * @param gaps as saved
   * @param first whether this collector never saved before
   */
  record Loaded(List<SavedFile> files, List<SavedGap> gaps, boolean first) {}

  /**
   * @param folder of the collector's data; created when missing
   */
  public CheckpointFile(Path folder) {
    this(folder, true);
  }

  /**
   * @param forced whether what is saved is on the disk before the save ends; otherwise it outlives
   *     the process, and not the machine
   */
  CheckpointFile(Path folder, boolean forced) {
    this.path = folder.resolve("checkpoints.json");
    this.forced = forced;
  }

  /**
   * Reads what was saved. A damaged file is kept aside and all files are read again from their
   * start: the records carry their positions, so duplicates are recognised and nothing is lost.
   *
   * @throws IOException when it is there and cannot be read, or the folder cannot be made
   */
  Loaded load() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    if (!Files.exists(path)) {
      return new Loaded(List.of(), List.of(), true);
    }
    byte[] bytes = Files.readAllBytes(path);
    try {
      Content content = JSON.readValue(bytes, Content.class);
      String damage = damage(content);
      if (damage == null) {
        List<SavedGap> gaps = content.gaps() == null ? List.of() : content.gaps();
        return new Loaded(content.files(), gaps, false);
      }
      setAside(damage);
    } catch (IOException e) {
      setAside(e.getClass().getSimpleName());
    }
    return new Loaded(List.of(), List.of(), false);
  }

  /** Why this cannot be what was saved; null when it can. */
  private static String damage(Content content) {
    if (content == null) {
      return "it holds nothing";
    }
    if (content.version() != VERSION) {
      return "version " + content.version() + " is not known";
    }
    if (content.files() == null || !content.files().stream().allMatch(SavedFile::isUsable)) {
      return "a file in it lacks what must be known of it";
    }
    boolean gaps = content.gaps() == null || content.gaps().stream().allMatch(SavedGap::isUsable);
    return gaps ? null : "a gap in it lacks what must be known of it";
  }

  private void setAside(String why) throws IOException {
    Path aside = path.resolveSibling("checkpoints.damaged.json");
    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    LOG.errorf(
        "The checkpoint file is damaged and was kept aside; all logs are read again from their"
            + " start, duplicates are recognised downstream. path=%s kept=%s reason=%s",
        path, aside, why);
  }

  /**
   * Saves all checkpoints, and the gaps that are still to be told.
   *
   * @throws IOException when the disk is full or away; what was saved before is unharmed
   */
  void save(Collection<SavedFile> files, Collection<SavedGap> gaps) throws IOException {
    Path beside = path.resolveSibling("checkpoints.json.new");
    byte[] bytes =
        JSON.writeValueAsBytes(new Content(VERSION, List.copyOf(files), List.copyOf(gaps)));
    try (FileChannel channel =
            FileChannel.open(
                beside,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        OutputStream out = Channels.newOutputStream(channel)) {
      out.write(bytes);
      if (forced) {
        channel.force(true);
      }
    }
    try {
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
    }
    if (forced) {
      forceFolder();
    }
  }

  /** Makes the rename durable where a folder can be opened (not on Windows). */
  private void forceFolder() {
    try (FileChannel folder =
        FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException notOnThisSystem) {
      LOG.trace("the folder cannot be forced to the disk", notOnThisSystem);
    }
  }
}
