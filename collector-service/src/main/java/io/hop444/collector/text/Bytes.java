/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Searches through bytes, eight at a time. */
public final class Bytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** Odd, with its bits spread: the golden ratio's. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private static final long LOW_SEVEN = 0x7F7F7F7F7F7F7F7FL;

  private Bytes() {}

  /** The eight bytes from {@code at} on, the first one lowest. */
  public static long eightAt(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** Eight times this byte. */
  public static long eightTimes(byte b) {
    return (b & 0xFF) * ONES;
  }

  /**
   * The highest bit of each byte of the eight that equals that of the pattern, and no other bit.
   * {@link #indexIn} tells where the first one is.
   */
  public static long equalIn(long eight, long pattern) {
    long zeroWhereEqual = eight ^ pattern;
    return ~(((zeroWhereEqual & LOW_SEVEN) + LOW_SEVEN) | zeroWhereEqual | LOW_SEVEN);
  }

  /**
   * Marks as {@link #equalIn} does the bytes that are zero, and maybe some bytes above one of
   * these: it is faster.
   */
  public static long maybeZeroIn(long eight) {
    return (eight - ONES) & ~eight & HIGH_BITS;
  }

  /** As above, for the bytes that are zero in any of three. */
  public static long maybeZeroIn(long a, long b, long c) {
    return (((a - ONES) & ~a) | ((b - ONES) & ~b) | ((c - ONES) & ~c)) & HIGH_BITS;
  }

  /** As above, for two, and for the bytes of a third that are not ASCII. */
  public static long maybeZeroOrNotAsciiIn(long a, long b, long c) {
    return (((a - ONES) & ~a) | ((b - ONES) & ~b) | c) & HIGH_BITS;
  }

  /** Which of the eight bytes the lowest bit of a mask stands for. */
  public static int indexIn(long mask) {
    return Long.numberOfTrailingZeros(mask) >>> 3;
  }

  /** Whether all of the eight bytes are ASCII. */
  public static boolean areAscii(long eight) {
    return (eight & HIGH_BITS) == 0;
  }

  /** The highest bit of each byte of the eight, which are ASCII, that is a letter or a digit. */
  public static long lettersAndDigitsIn(long eight) {
    long folded = eight | 0x20 * ONES;
    long letters = (folded + (0x80 - 'a') * ONES) & ~(folded + (0x7F - 'z') * ONES);
    long digits = (eight + (0x80 - '0') * ONES) & ~(eight + (0x7F - '9') * ONES);
    return (letters | digits) & HIGH_BITS;
  }

  /** Where {@code wanted} is found next in {@code bytes[from, to)}, or -1. */
  public static int indexOf(byte[] bytes, int from, int to, byte wanted) {
    long pattern = eightTimes(wanted);
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long found = equalIn(eightAt(bytes, at), pattern);
      if (found != 0) {
        return at + indexIn(found);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }

  /** Where these bytes are found next in {@code bytes[from, to)}, or -1. */
  public static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
    int last = to - wanted.length + 1;
    int at = indexOf(bytes, from, last, wanted[0]);
    while (at >= 0 && !Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
      at = indexOf(bytes, at + 1, last, wanted[0]);
    }
    return at;
  }

  /** Whether all of {@code bytes[from, to)} is ASCII, without NUL. */
  public static boolean isPlain(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = eightAt(bytes, at);
      if (((eight | (eight - ONES)) & HIGH_BITS) != 0) {
        break;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] <= 0) {
        return false;
      }
    }
    return true;
  }

  /** A hash of {@code bytes[from, to)}, all bits of which depend on all bytes. */
  static int hash(byte[] bytes, int from, int to) {
    long hash = (to - from) * MIX;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      hash = mixed(hash ^ eightAt(bytes, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = (rest << 8) | (bytes[at] & 0xFF);
    }
    return (int) mixed(mixed(hash ^ rest));
  }

  private static long mixed(long hash) {
    long product = hash * MIX;
    return product ^ (product >>> 32);
  }
}
