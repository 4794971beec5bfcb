/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.config.InvalidConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** The file with the administrator's token. */
public final class AdminTokenFile {

  private static final int SHORTEST_TOKEN = 20;

  private AdminTokenFile() {}

  /**
   * The token that stands in {@code file}; a missing file is created with a new one, readable by
   * its owner only from its first byte on.
   *
   * @throws InvalidConfigException when it can neither be read nor created, or holds no token
   */
  static String readOrCreate(Path file, Supplier<String> newToken) {
    try {
      if (!Files.exists(file)) {
        create(file.toAbsolutePath(), newToken.get());
      }
      return read(file);
    } catch (IOException e) {
      throw new InvalidConfigException(
          "alert.admin-token-file can neither be read nor created: "
              + file
              + "; name a file that the service's user may read, in a folder it may write",
          e);
    }
  }

  /**
   * The token that stands in {@code file}.
   *
   * @throws InvalidConfigException when it holds none
   */
  public static String read(Path file) throws IOException {
    String token = Files.readString(file).trim();
    if (token.length() < SHORTEST_TOKEN) {
      throw new InvalidConfigException(
          "alert.admin-token-file holds no token of at least "
              + SHORTEST_TOKEN
              + " characters: "
              + file
              + "; delete it to get a new one");
    }
    return token;
  }

  /** Written aside and moved, so that a crash leaves no half token. */
  private static void create(Path file, String token) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (var channel =
        Files.newByteChannel(
            fresh,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly())) {
      channel.write(StandardCharsets.US_ASCII.encode(token + "\n"));
    }
    try {
      Files.move(fresh, file);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster; its token counts.
      Files.delete(fresh);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
