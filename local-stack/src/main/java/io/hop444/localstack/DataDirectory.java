/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import io.hop444.localstack.LocalStackException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the broker and the database ask of their data directories before they start. */
public final class DataDirectory {

  /** Below this the first segments and write-ahead files do not fit. */
  private static final long MINIMUM_FREE_BYTES = 256L * 1024 * 1024;

  private DataDirectory() {}

  /**
   * Creates it where it is missing and returns its real path.
   *
   * @param owner who needs it, for the message
   * @throws LocalStackException when it cannot be used or its disk is nearly full
   */
  public static Path prepare(Path directory, String owner) throws LocalStackException {
    try {
      Files.createDirectories(directory);
      Path real = directory.toRealPath();
      if (!Files.isReadable(real) || !Files.isWritable(real)) {
        throw notWritable(directory, owner, null);
      }
      long free = Files.getFileStore(real).getUsableSpace();
      if (free < MINIMUM_FREE_BYTES) {
        throw new LocalStackException(
            Reason.DISK_FULL,
            owner
                + " needs 256 MB of free disk space, "
                + real
                + " has "
                + free / (1024 * 1024)
                + " MB. Free some space or choose another data directory.");
      }
      return real;
    } catch (IOException e) {
      throw notWritable(directory, owner, e);
    }
  }

  private static LocalStackException notWritable(Path directory, String owner, IOException cause) {
    return new LocalStackException(
        Reason.DATA_NOT_WRITABLE,
        owner
            + " cannot read and write its data directory "
            + directory.toAbsolutePath()
            + (cause == null ? "" : " (" + cause + ")")
            + ". Give this user access to it or choose another data directory.",
        cause);
  }
}
