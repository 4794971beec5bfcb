/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The redaction key: a file of the data folder that only its owner may read, made when it is
 * missing. It is one for all sites, because people reach their mailbox through front ends of
 * several sites and would be counted once for each. Collectors of one organisation need the same
 * file.
 */
public final class RedactionKeyFile {

  private static final int KEY_BYTES = 32;

  private final Path file;
  private final SecureRandom random;

  /**
   * @param dataFolder the collector's; created when missing
   */
  public RedactionKeyFile(Path dataFolder, SecureRandom random) {
    this.file = dataFolder.resolve("redaction.key");
    this.random = random;
  }

  /**
   * The key.
   *
   * @throws IOException when it can be neither read nor made, or is damaged; the message names it
   */
  public byte[] key() throws IOException {
    if (!Files.exists(file)) {
      make();
    }
    return read(file);
  }

  /**
   * The key in a file that is there.
   *
   * @throws IOException when it cannot be read or is damaged; the message names it, not what it
   *     holds
   */
  public static byte[] read(Path file) throws IOException {
    String text = Files.readString(file).trim();
    try {
      byte[] key = HexFormat.of().parseHex(text);
      if (key.length >= 16) {
        return key;
      }
    } catch (IllegalArgumentException notHexadecimal) {
      throw damaged(file);
    }
    throw damaged(file);
  }

  private static IOException damaged(Path file) {
    return new IOException(
        file
            + " is no redaction key (at least 32 hexadecimal digits); restore it, or remove it to"
            + " start with new pseudonyms");
  }

  private void make() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Files.createFile(beside, ownerOnly());
    Files.writeString(
        beside, HexFormat.of().formatHex(key), StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    try {
      Files.move(beside, file);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      Files.deleteIfExists(beside);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
