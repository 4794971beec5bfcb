/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Files with secrets, and folders that must be written. */
final class FileCheck {

  private static final long MEGABYTE = 1 << 20;

  private final ServiceSettings settings;

  FileCheck(ServiceSettings settings) {
    this.settings = settings;
  }

  /** Reads a file that only the service's user should read; true when it can be used. */
  boolean secret(String key, Path file) {
    if (!readable(key, file)) {
      return false;
    }
    if (isReadByOthers(file)) {
      settings.error(
          key,
          file + " holds a secret, and every user of this machine may read it.",
          "chmod 600 " + file + ", and give it to the service's user.");
    } else {
      settings.ok(key, file + " is readable, not empty, and not readable by others.");
    }
    return true;
  }

  /** A file that is no secret. */
  boolean readable(String key, Path file) {
    if (!Files.exists(file)) {
      settings.error(key, file + " does not exist.", "Put the file there, or correct " + key + ".");
      return false;
    }
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      settings.error(
          key,
          file + " cannot be read.",
          "Let the service's user read it, or correct " + key + ".");
      return false;
    }
    try {
      if (Files.size(file) == 0) {
        settings.error(key, file + " is empty.", "Write its content, or correct " + key + ".");
        return false;
      }
    } catch (IOException e) {
      settings.error(key, file + " cannot be looked at: " + e + ".", "Check the file system.");
      return false;
    }
    return true;
  }

  /** Whether it is open to all; on Windows that is not asked. */
  static boolean isReadByOthers(Path file) {
    try {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
      return rights.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** A folder that the service writes; it makes what is missing of it. */
  void data(String key, Path folder, long leastMegabytes) {
    Path existing = folder;
    while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing)) {
      settings.error(
          key, existing + " is no folder.", "Name a folder, or remove the file in its place.");
      return;
    }
    try {
      Files.delete(Files.createTempFile(existing, "check-config", ".tmp"));
    } catch (IOException | SecurityException e) {
      settings.error(
          key,
          existing + " cannot be written: " + e + ".",
          "Give it to the service's user, or set " + key + " to a folder that is.");
      return;
    }
    space(key, folder, existing, leastMegabytes);
  }

  private void space(String key, Path folder, Path existing, long leastMegabytes) {
    try {
      long free = Files.getFileStore(existing).getUsableSpace() / MEGABYTE;
      if (free < leastMegabytes) {
        settings.error(
            key,
            existing + " has " + free + " MB of free space; " + leastMegabytes + " MB are wanted.",
            "Free some, or set " + key + " to another disk.");
      } else {
        settings.ok(key, folder + " can be written; " + free + " MB are free.");
      }
    } catch (IOException e) {
      settings.warning(key, existing + " does not tell its free space: " + e + ".", "Look at it.");
    }
  }
}
