/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A hash of the bytes before an offset: a file that was replaced or rewritten has another. */
final class Fingerprint {

  /** Long enough to hold the times and ids of a row. */
  private static final int BYTES = 256;

  private Fingerprint() {}

  /** The fingerprint at this offset; 0 at the start of a file. */
  static long at(FileChannel channel, long offset) throws IOException {
    int length = (int) Math.min(BYTES, offset);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, offset - length + bytes.position());
      if (read < 0) {
        break;
      }
    }
    long hash = length == 0 ? 0 : 0xcbf29ce484222325L;
    for (int i = 0; i < bytes.position(); i++) {
      hash = (hash ^ (bytes.get(i) & 0xFF)) * 0x100000001b3L;
    }
    return hash;
  }
}
