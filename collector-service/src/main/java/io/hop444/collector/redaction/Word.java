/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import io.hop444.collector.text.Bytes;
import io.hop444.collector.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What is searched in a row, ignoring case, and the pseudonym that takes its place. Immutable. */
public final class Word {

  /** Stands for what needs no replacement. */
  public static final Word NONE = new Word("", "");

  /** With this bit an ASCII letter is in lower case. */
  static final byte FOLD = 0x20;

  private final byte[] text;
  private final byte[] pseudonym;
  private final long eightFirsts;
  private final long eightSeconds;

  Word(String text, String pseudonym) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
    this.pseudonym = pseudonym.getBytes(StandardCharsets.UTF_8);
    this.eightFirsts = this.text.length == 0 ? 0 : folded(this.text[0]);
    this.eightSeconds = this.text.length < 2 ? 0 : folded(this.text[1]);
  }

  private static long folded(byte b) {
    return Bytes.eightTimes((byte) (b | FOLD));
  }

  /** The pseudonym in UTF-8; not to be changed. */
  public byte[] pseudonym() {
    return pseudonym;
  }

  /** Whether there is nothing to search. */
  public boolean isNone() {
    return text.length == 0;
  }

  boolean isSame(Word other) {
    return this == other || (eightFirsts == other.eightFirsts && Arrays.equals(text, other.text));
  }

  /** Whether it is these bytes, in the same case. */
  boolean isText(byte[] bytes, int from, int to) {
    return text.length == to - from
        && text[0] == bytes[from]
        && Arrays.equals(text, 0, text.length, bytes, from, to);
  }

  /** Whether it is one byte long. */
  boolean isLetter() {
    return text.length == 1;
  }

  /** Eight times its first byte, in lower case. */
  long eightFirsts() {
    return eightFirsts;
  }

  /** Eight times its second byte, in lower case. */
  long eightSeconds() {
    return eightSeconds;
  }

  /**
   * Where the word ends that starts at {@code at}, ignoring case; -1 when it does not stand there.
   */
  int matchAt(byte[] bytes, int at, int to) {
    int i = at;
    int j = 0;
    while (j < text.length) {
      if (i == to) {
        return -1;
      }
      byte is = bytes[i];
      byte wanted = text[j];
      if (is >= 0 && wanted >= 0) {
        if (is != wanted && Utf8.lower(is) != Utf8.lower(wanted)) {
          return -1;
        }
        i++;
        j++;
      } else {
        int isPoint = Utf8.codePoint(bytes, i, to);
        int wantedPoint = Utf8.codePoint(text, j, text.length);
        if (Utf8.fold(isPoint) != Utf8.fold(wantedPoint)) {
          return -1;
        }
        i += Utf8.length(bytes, i, to);
        j += Utf8.length(text, j, text.length);
      }
    }
    return i;
  }
}
