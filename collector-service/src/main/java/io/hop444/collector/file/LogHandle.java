/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.FileTail;
import io.hop444.collector.text.TextEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;

/**
 * A handle on a file, for reading only: it hinders nobody to write, rename or delete the file. Used
 * by the tailer's thread.
 */
final class LogHandle {

  private FileChannel channel;

  boolean isOpen() {
    return channel != null;
  }

  /**
   * Opens the file at this path unless it is open.
   *
   * @throws NoSuchFileException also when another file stands there by now: a listing is a moment
   *     old, and files are renamed in that moment
   */
  void open(Path path, FileIdentity identity) throws IOException {
    if (channel != null) {
      return;
    }
    FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      if (!identity.equals(FileIdentity.of(path, now))) {
        throw new NoSuchFileException(path.toString(), null, "another file stands there");
      }
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    channel = opened;
  }

  void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException ignored) {
        // A handle for reading: nothing is lost.
      }
      channel = null;
    }
  }

  /** The file; it must be open. */
  FileChannel channel() {
    return channel;
  }

  /** The length, which a folder's listing may not show yet. */
  long size() throws IOException {
    return channel.size();
  }

  /** The bytes from this offset on, fewer where the file ends. */
  byte[] bytes(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, offset + bytes.position());
      if (read < 0) {
        break;
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** The last bytes, with when the file was written, where it still stands at this path. */
  FileTail.Tail tail(Path path, FileIdentity identity, int maxBytes) throws IOException {
    return FileTail.read(channel, () -> writtenAt(path, identity), maxBytes);
  }

  private static Instant writtenAt(Path path, FileIdentity identity) {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      boolean same = identity.equals(FileIdentity.of(path, now));
      return same ? now.lastModifiedTime().toInstant() : null;
    } catch (IOException renamedOrDeleted) {
      return null;
    }
  }

  /** The first bytes, which tell the encoding. */
  byte[] head() throws IOException {
    return bytes(0, TextEncoding.MARK_BYTES);
  }
}
