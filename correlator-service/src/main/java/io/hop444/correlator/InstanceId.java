/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who this correlator is, across restarts and kills: kept in its data folder and locked while it
 * runs. One that comes back under its old id takes its place in the group at once, and Kafka aborts
 * the transaction that it left open at once; under a new id it would wait for both to time out, ten
 * to thirty seconds (docs/adr/0046).
 */
public final class InstanceId implements Closeable {

  private static final Pattern VALID = Pattern.compile("[0-9a-f-]{36}");

  private final String id;
  private final FileChannel held;

  private InstanceId(String id, FileChannel held) {
    this.id = id;
    this.held = held;
  }

  /**
   * Takes the id of this folder, or makes one. While another process holds it, the id is one for
   * this run only.
   *
   * @throws IOException when the folder cannot be written
   */
  public static InstanceId claim(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel file =
        FileChannel.open(
            folder.resolve("instance-id"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (lock(file) == null) {
        file.close();
        return new InstanceId(UUID.randomUUID().toString(), null);
      }
      return new InstanceId(readOrMake(file), file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String readOrMake(FileChannel file) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(64);
    file.read(content, 0);
    String known =
        new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
    if (VALID.matcher(known).matches()) {
      return known;
    }
    String made = UUID.randomUUID().toString();
    file.truncate(0);
    file.write(ByteBuffer.wrap(made.getBytes(StandardCharsets.US_ASCII)), 0);
    file.force(true);
    return made;
  }

  /** The id. */
  public String value() {
    return id;
  }

  /** False when another process holds the folder's id. */
  public boolean isKept() {
    return held != null;
  }

  /** Lets another process be this one. */
  @Override
  public void close() throws IOException {
    if (held != null) {
      held.close();
    }
  }
}
