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
 * The redaction keys of the sites, each a file of the data folder that only its owner may read. A
 * key is made when it is missing. Two collectors that read logs of one site need the same file.
 */
public final class RedactionKeys {

  private static final int KEY_BYTES = 32;

  private final Path folder;
  private final SecureRandom random;

  /**
   * @param dataFolder the collector's; created when missing
   */
  public RedactionKeys(Path dataFolder, SecureRandom random) {
    this.folder = dataFolder.resolve("redaction-keys");
    this.random = random;
  }

  /**
   * The key of a site.
   *
   * @throws IOException when it can be neither read nor made, or is damaged; the message names it
   */
  public byte[] keyOf(String site) throws IOException {
    Path file = folder.resolve(site.replaceAll("[^A-Za-z0-9._-]", "_") + ".key");
    if (!Files.exists(file)) {
      make(file);
    }
    String text = Files.readString(file).trim();
    try {
      byte[] key = HexFormat.of().parseHex(text);
      if (key.length >= 16) {
        return key;
      }
    } catch (IllegalArgumentException notHexadecimal) {
      throw damaged(file, notHexadecimal);
    }
    throw damaged(file, null);
  }

  private static IOException damaged(Path file, Exception cause) {
    return new IOException(
        file
            + " is no redaction key (at least 32 hexadecimal digits); restore it, or remove it to"
            + " start with new pseudonyms",
        cause);
  }

  private void make(Path file) throws IOException {
    Files.createDirectories(folder);
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
