/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import io.hop444.localstack.LocalStackException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Held by the process that uses a directory; the operating system drops it when that ends. */
public final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param owner who wants it, for the message: "PostgreSQL"
   * @throws LocalStackException when another process, or this one, holds it
   */
  public static DirectoryLock acquire(Path directory, String owner) throws LocalStackException {
    try {
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new DirectoryLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new LocalStackException(
          Reason.DATA_NOT_WRITABLE,
          owner + " cannot lock " + directory + " (" + e + "). Give this user access to it.",
          e);
    }
    throw new LocalStackException(
        Reason.DATA_IN_USE,
        owner
            + " is running on "
            + directory
            + " already. Stop that one first, or choose another data directory.");
  }

  @SuppressWarnings("try") // the lock lives as long as the channel
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock is gone with its channel, whatever else failed.
    }
  }
}
