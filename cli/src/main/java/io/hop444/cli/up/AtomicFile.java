/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Replaces a file so that a reader sees the old or the new content, never a part. */
final class AtomicFile {

  private AtomicFile() {}

  static void write(Path file, String content) throws IOException {
    replace(file, content, new FileAttribute<?>[0]);
  }

  /** Readable by this user alone, from its first byte on. */
  static void writeSecret(Path file, String content) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    replace(
        file,
        content,
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0]);
  }

  private static void replace(Path file, String content, FileAttribute<?>[] attributes)
      throws IOException {
    Path incomplete = file.resolveSibling(file.getFileName() + ".incomplete");
    Files.deleteIfExists(incomplete);
    Files.createFile(incomplete, attributes);
    Files.writeString(incomplete, content);
    Files.move(
        incomplete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
