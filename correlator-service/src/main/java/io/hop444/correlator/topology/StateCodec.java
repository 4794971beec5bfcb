/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Chronicle;
import io.hop444.correlator.domain.StateReader;
import io.hop444.correlator.domain.StateWriter;
import io.hop444.correlator.domain.Thresholds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** State to bytes and back: one version byte, then numbers as variable-length, texts as UTF-8. */
final class StateCodec {

  private static final byte VERSION = 14;

  private final Thresholds thresholds;

  StateCodec(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  byte[] encode(Chronicle state) {
    Output out = new Output();
    out.octet(VERSION);
    state.writeTo(out);
    return out.bytes();
  }

  /**
   * @throws UnreadableStateException when the bytes are of a version this one does not know
   */
  Chronicle decode(byte[] bytes) {
    if (bytes[0] != VERSION) {
      throw new UnreadableStateException(bytes[0], VERSION);
    }
    return Chronicle.readFrom(new Input(ByteBuffer.wrap(bytes, 1, bytes.length - 1)), thresholds);
  }

  private static final class Output implements StateWriter {

    private byte[] bytes = new byte[512];
    private int length;

    void octet(int value) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      bytes[length++] = (byte) value;
    }

    byte[] bytes() {
      return Arrays.copyOf(bytes, length);
    }

    @Override
    public void number(long value) {
      long rest = (value << 1) ^ (value >> 63);
      while ((rest & ~0x7FL) != 0) {
        octet((int) (rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      octet((int) rest);
    }

    @Override
    public void flag(boolean value) {
      octet(value ? 1 : 0);
    }

    @Override
    public void text(String value) {
      if (value == null) {
        number(-1);
        return;
      }
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      number(utf8.length);
      if (length + utf8.length > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + utf8.length));
      }
      System.arraycopy(utf8, 0, bytes, length, utf8.length);
      length += utf8.length;
    }
  }

  private record Input(ByteBuffer bytes) implements StateReader {

    @Override
    public long number() {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes.get();
        value |= (long) (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
      return (value >>> 1) ^ -(value & 1);
    }

    @Override
    public boolean flag() {
      return bytes.get() != 0;
    }

    @Override
    public String text() {
      int length = (int) number();
      if (length < 0) {
        return null;
      }
      String value =
          new String(
              bytes.array(),
              bytes.arrayOffset() + bytes.position(),
              length,
              StandardCharsets.UTF_8);
      bytes.position(bytes.position() + length);
      return value;
    }
  }
}
