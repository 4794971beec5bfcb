/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Avro's binary encoding, into a buffer that grows. Used by one thread at a time. */
public final class AvroOutput {

  private static final int MAX_NUMBER_BYTES = 10;

  /** A buffer that one huge record has made larger than this is not kept. */
  private static final int MAX_KEPT_BYTES = 1 << 18;

  private static final int FIRST_BYTES = 2_048;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  /** Starts anew. */
  public void clear() {
    if (bytes.length > MAX_KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
    length = 0;
  }

  /** Bytes written so far. */
  public int length() {
    return length;
  }

  /** A copy of what was written in {@code [from, to)}. */
  public byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Bytes that are encoded already. */
  public void writeEncoded(byte[] encoded) {
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
  }

  /** An int, a long, an enum's place, or a union's branch. */
  public void writeLong(long number) {
    reserve(MAX_NUMBER_BYTES);
    long left = (number << 1) ^ (number >> 63);
    while ((left & ~0x7FL) != 0) {
      bytes[length++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    bytes[length++] = (byte) left;
  }

  /** A string that is UTF-8 already. */
  public void writeText(byte[] utf8, int from, int to) {
    int size = to - from;
    writeLong(size);
    reserve(size);
    System.arraycopy(utf8, from, bytes, length, size);
    length += size;
  }

  /** A string. */
  public void writeText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeText(utf8, 0, utf8.length);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
