/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The copy that was made of a file before it was truncated (logrotate's {@code copytruncate}): what
 * was not read before is read there.
 */
record RotatedCopy(Path path, FileIdentity identity) {

  /**
   * The newest file beside it that bears its name with something behind or within it, is not older
   * than what is known of it, and holds the bytes that were read last in the same place.
   *
   * @return null when there is none
   */
  static RotatedCopy of(TailedFile file) {
    Path original = file.file().path();
    String name = original.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    RotatedCopy found = null;
    long newest = file.proven().modifiedAt() - 1;
    try (DirectoryStream<Path> beside =
        Files.newDirectoryStream(
            original.getParent(),
            other -> !other.equals(original) && other.getFileName().toString().startsWith(stem))) {
      for (Path other : beside) {
        BasicFileAttributes attributes = Files.readAttributes(other, BasicFileAttributes.class);
        long modifiedAt = attributes.lastModifiedTime().toMillis();
        if (attributes.isRegularFile()
            && modifiedAt > newest
            && attributes.size() >= file.proven().size()
            && isCopy(other, file)) {
          newest = modifiedAt;
          found = new RotatedCopy(other, FileIdentity.of(other, attributes));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return found;
    }
    return found;
  }

  /** Whether it holds what was read last of this file, in the same place. */
  boolean goesOn(TailedFile file) {
    try {
      return isCopy(path, file);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isCopy(Path other, TailedFile file) throws IOException {
    if (file.proven().size() == 0) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(other, StandardOpenOption.READ)) {
      return file.proven().holdsIn(channel)
          && Fingerprint.at(channel, file.latest().offset()) == file.latest().fingerprint();
    }
  }
}
