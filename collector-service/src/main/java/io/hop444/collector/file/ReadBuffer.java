/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

/** The one buffer of the tailer: it grows to the longest line that is taken, and no further. */
final class ReadBuffer {

  /** Some hundred rows: what was read and waits for older rows of other logs stays small. */
  private static final int FIRST_BYTES = 1 << 16;

  private final int maxBytes;
  private byte[] bytes = new byte[FIRST_BYTES];

  ReadBuffer(int maxUnitBytes) {
    this.maxBytes = Math.max(FIRST_BYTES, 2 * maxUnitBytes + 16);
  }

  byte[] bytes() {
    return bytes;
  }

  void grow() {
    bytes = new byte[Math.min(maxBytes, bytes.length * 2)];
  }
}
