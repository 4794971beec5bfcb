/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The one buffer of the tailer: it grows to the longest line that is taken, and no further. It also
 * holds the bytes before those that are read, so that one reading both proves that the file is
 * still the one that was read and takes what is new.
 */
final class ReadBuffer {

  /** Some hundred rows: what was read and waits for older rows of other logs stays small. */
  private static final int FIRST_BYTES = 1 << 16;

  private final int maxBytes;
  private byte[] bytes = new byte[FIRST_BYTES];
  private long fileOffset;
  private int start;
  private int end;

  ReadBuffer(int maxUnitBytes) {
    this.maxBytes = Math.max(FIRST_BYTES, 2 * maxUnitBytes + 16 + Fingerprint.BYTES);
  }

  /** Reads from this offset of the file on, with what is before it. */
  void fill(FileChannel channel, long offset) throws IOException {
    start = (int) Math.min(Fingerprint.BYTES, offset);
    fileOffset = offset - start;
    ByteBuffer into = ByteBuffer.wrap(bytes);
    while (into.hasRemaining()) {
      int read = channel.read(into, fileOffset + into.position());
      if (read < 0) {
        break;
      }
    }
    end = Math.max(start, into.position());
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the bytes that were asked for start. */
  int start() {
    return start;
  }

  /** Where they end. */
  int end() {
    return end;
  }

  /** The fingerprint at an offset of the file, from these bytes where they are at hand. */
  long fingerprint(FileChannel channel, long offset) throws IOException {
    long from = Math.max(0, offset - Fingerprint.BYTES);
    return from >= fileOffset && offset <= fileOffset + end
        ? Fingerprint.of(bytes, (int) (from - fileOffset), (int) (offset - fileOffset))
        : Fingerprint.at(channel, offset);
  }

  void grow() {
    bytes = new byte[Math.min(maxBytes, bytes.length * 2)];
  }
}
