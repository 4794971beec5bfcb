/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.text;

/** Characters in bytes of valid UTF-8, without making a String of them. */
public final class Utf8 {

  private Utf8() {}

  /** The ASCII letter in lower case; any other byte as it is. */
  public static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  /** Length in bytes of the character at {@code at}, which is its first byte. */
  public static int length(byte[] bytes, int at, int to) {
    int first = bytes[at];
    int length = first >= 0 ? 1 : first >= (byte) 0xF0 ? 4 : first >= (byte) 0xE0 ? 3 : 2;
    return Math.min(length, to - at);
  }

  /** The character at {@code at}, which is its first byte. */
  public static int codePoint(byte[] bytes, int at, int to) {
    int length = length(bytes, at, to);
    if (length == 1) {
      return bytes[at];
    }
    int point = bytes[at] & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      point = (point << 6) | (bytes[at + i] & 0x3F);
    }
    return point;
  }

  /** The character that ends before {@code end}. */
  public static int codePointBefore(byte[] bytes, int from, int end) {
    int at = end - 1;
    while (at > from && (bytes[at] & 0xC0) == 0x80) {
      at--;
    }
    return codePoint(bytes, at, end);
  }

  /** The character in a form that is the same for its upper and lower case. */
  public static int fold(int point) {
    return Character.toLowerCase(Character.toUpperCase(point));
  }

  /** Whether a letter or digit starts at {@code at}. */
  public static boolean isLetterOrDigitAt(byte[] bytes, int at, int to) {
    byte b = bytes[at];
    return b >= 0 ? isAsciiLetterOrDigit(b) : Character.isLetterOrDigit(codePoint(bytes, at, to));
  }

  /** Whether a letter or digit ends before {@code end}. */
  public static boolean isLetterOrDigitBefore(byte[] bytes, int from, int end) {
    byte b = bytes[end - 1];
    return b >= 0
        ? isAsciiLetterOrDigit(b)
        : Character.isLetterOrDigit(codePointBefore(bytes, from, end));
  }

  private static boolean isAsciiLetterOrDigit(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
  }
}
