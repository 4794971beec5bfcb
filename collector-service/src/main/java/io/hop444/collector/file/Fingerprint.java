/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A hash of the bytes before an offset: a file that was replaced or rewritten has another. */
final class Fingerprint {

  /** Long enough to hold the times and ids of a row. */
  static final int BYTES = 256;

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
    return of(bytes.array(), 0, bytes.position());
  }

  /** The fingerprint of these bytes, which are the last before an offset. */
  static long of(byte[] bytes, int from, int to) {
    long hash = from == to ? 0 : 0xcbf29ce484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xFF)) * 0x100000001b3L;
    }
    return hash;
  }
}
