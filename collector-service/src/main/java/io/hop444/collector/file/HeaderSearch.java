/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.text.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Finds the header in force at an offset of a file that is not read from its start. */
final class HeaderSearch {

  private static final int BLOCK_BYTES = 1 << 16;
  private static final byte[] FIELDS = "#fields:".getBytes(StandardCharsets.US_ASCII);

  private HeaderSearch() {}

  /**
   * Offset of the last {@code #Fields:} line, in any case, before {@code end}, searched backwards
   * through the whole file, or of the directives right above it, which may hold the date of the
   * rows; -1 when there is none.
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
          return from + firstDirective(block, i);
        }
      }
      to = from;
    }
    return -1;
  }

  /** Goes back from the start of a line as long as the line above it is a directive too. */
  private static int firstDirective(ByteBuffer block, int lineStart) {
    int first = lineStart;
    for (int at = lineStart - 1; at > 0; at--) {
      if (block.get(at - 1) == '\n') {
        if (block.get(at) != '#') {
          return first;
        }
        first = at;
      }
    }
    return first > 0 && block.get(0) == '#' ? 0 : first;
  }

  /** A line starts behind a line end or a byte order mark. */
  private static boolean isLineStart(byte before) {
    return before == '\n' || before == (byte) 0xBF;
  }

  private static boolean startsAt(ByteBuffer block, int at) {
    for (int i = 0; i < FIELDS.length; i++) {
      if (Utf8.lower(block.get(at + i)) != FIELDS[i]) {
        return false;
      }
    }
    return true;
  }
}
