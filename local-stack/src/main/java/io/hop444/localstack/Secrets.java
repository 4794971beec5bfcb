/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import io.hop444.localstack.LocalStackException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The database's passwords, random, each in a file only this user can read. */
record Secrets(String superuser, String owner) {

  static final String SUPERUSER_FILE = "superuser-password";
  static final String OWNER_FILE = "password";

  /**
   * Reads them; creates them where the cluster is still to be created.
   *
   * @param clusterExists then a missing file is an error: a new password would not be the cluster's
   */
  static Secrets in(Path directory, boolean clusterExists) throws LocalStackException {
    return new Secrets(
        read(directory.resolve(SUPERUSER_FILE), clusterExists),
        read(directory.resolve(OWNER_FILE), clusterExists));
  }

  private static String read(Path file, boolean mustExist) throws LocalStackException {
    try {
      if (!mustExist && !Files.exists(file)) {
        create(file);
      }
      String secret = Files.readString(file, StandardCharsets.US_ASCII).strip();
      if (!secret.matches("[0-9a-f]{32,}")) {
        throw new IOException("it does not hold a password");
      }
      return secret;
    } catch (IOException e) {
      throw new LocalStackException(
          Reason.DATA_DAMAGED,
          "The database's password cannot be read from "
              + file
              + " ("
              + e
              + "). Restore the file from a backup, or move its directory away to begin with an"
              + " empty database.",
          e);
    }
  }

  private static void create(Path file) throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Path incomplete = file.resolveSibling(file.getFileName() + ".incomplete");
    Files.deleteIfExists(incomplete);
    Files.createFile(incomplete, onlyThisUser());
    Files.writeString(incomplete, HexFormat.of().formatHex(random) + "\n");
    Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] onlyThisUser() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
