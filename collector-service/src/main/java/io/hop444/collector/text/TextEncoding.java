/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Encodings that logs of Windows servers come in. */
public enum TextEncoding {
  /** UTF-8; a piece that is not valid UTF-8 is taken as windows-1252, the ANSI code page. */
  UTF_8_OR_ANSI(1, 0, 0),
  /**
   * UTF-16, little endian, with a byte order mark: what Windows PowerShell's redirection writes.
   */
  UTF_16_LE(2, 0, 1),
  /** UTF-16, big endian, with a byte order mark. */
  UTF_16_BE(2, 1, 0);

  /** Bytes that suffice to tell the encoding and the length of its mark. */
  public static final int MARK_BYTES = 3;

  private static final Charset ANSI = Charset.forName("windows-1252");

  private final int unit;
  private final int low;
  private final int high;

  TextEncoding(int unit, int low, int high) {
    this.unit = unit;
    this.low = low;
    this.high = high;
  }

  /** The encoding of a file that starts with these bytes. */
  public static TextEncoding of(byte[] bytes, int from, int to) {
    if (to - from >= 2) {
      int mark = ((bytes[from] & 0xFF) << 8) | (bytes[from + 1] & 0xFF);
      if (mark == 0xFFFE) {
        return UTF_16_LE;
      }
      if (mark == 0xFEFF) {
        return UTF_16_BE;
      }
    }
    return UTF_8_OR_ANSI;
  }

  /** Length of the byte order mark at {@code from}, 0 when there is none. */
  public int markLength(byte[] bytes, int from, int to) {
    if (this != UTF_8_OR_ANSI) {
      return of(bytes, from, to) == this ? 2 : 0;
    }
    return to - from >= 3
            && bytes[from] == (byte) 0xEF
            && bytes[from + 1] == (byte) 0xBB
            && bytes[from + 2] == (byte) 0xBF
        ? 3
        : 0;
  }

  /** Bytes of one ASCII character. */
  public int unit() {
    return unit;
  }

  /**
   * Where the ASCII character {@code wanted} is found next, or -1.
   *
   * @param from start of a character
   */
  public int indexOf(byte[] bytes, int from, int to, char wanted) {
    byte b = (byte) wanted;
    if (unit == 1) {
      return Bytes.indexOf(bytes, from, to, b);
    }
    for (int i = from; i + 1 < to; i += 2) {
      if (bytes[i + low] == b && bytes[i + high] == 0) {
        return i;
      }
    }
    return -1;
  }

  /** The ASCII character at {@code at}, or a value that is none when another stands there. */
  public int asciiAt(byte[] bytes, int at) {
    if (unit == 1) {
      return bytes[at];
    }
    return bytes[at + high] == 0 ? bytes[at + low] : -1;
  }

  /** The text of these bytes; the character NUL, which no store accepts, becomes U+FFFD. */
  public String text(byte[] bytes, int from, int to) {
    if (unit == 2) {
      Charset charset = this == UTF_16_LE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
      return new String(bytes, from, to - from, charset).replace('\0', '\uFFFD');
    }
    return Bytes.isPlain(bytes, from, to)
        ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
        : strictText(bytes, from, to).replace('\0', '\uFFFD');
  }

  private static String strictText(byte[] bytes, int from, int to) {
    try {
      CharBuffer decoded =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, from, to - from));
      return decoded.toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, from, to - from, ANSI);
    }
  }
}
