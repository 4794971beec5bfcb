/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Finds the header in force at an offset of a file that is not read from its start. */
final class HeaderSearch {

  private static final int BLOCK_BYTES = 1 << 16;
  private static final byte[] FIELDS = "#Fields:".getBytes(StandardCharsets.US_ASCII);

  private HeaderSearch() {}

  /**
   * Offset of the last {@code #Fields:} line before {@code end}, searched backwards through the
   * whole file; -1 when there is none.
   */
  static long last(FileChannel channel, long end) throws IOException {
    long to = end;
    while (to > 0) {
      long from = Math.max(0, to - BLOCK_BYTES);
      int length = (int) Math.min(end - from, to - from + FIELDS.length);
      ByteBuffer block = ByteBuffer.allocate(length);
      while (block.hasRemaining()) {
        if (channel.read(block, from + block.position()) < 0) {
          break;
        }
      }
      for (int i = block.position() - FIELDS.length; i >= 0; i--) {
        if (startsAt(block, i) && (from + i == 0 || i == 0 || isLineStart(block.get(i - 1)))) {
          return from + i;
        }
      }
      to = from;
    }
    return -1;
  }

  /** A line starts behind a line end or a byte order mark. */
  private static boolean isLineStart(byte before) {
    return before == '\n' || before == (byte) 0xBF;
  }

  private static boolean startsAt(ByteBuffer block, int at) {
    for (int i = 0; i < FIELDS.length; i++) {
      if (block.get(at + i) != FIELDS[i]) {
        return false;
      }
    }
    return true;
  }
}
