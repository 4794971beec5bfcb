/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.traffic;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Identifiers in the shapes that logs show, from a seeded source. */
public final class Ids {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Ids() {}

  /** A random GUID in lower case, for example {@code 5d115397-97b9-4026-a345-80e549727fbe}. */
  public static String guid(SplittableRandom random) {
    byte[] text = new byte[36];
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    int at = 0;
    for (int digit = 0; digit < 32; digit++) {
      if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
        text[at++] = '-';
      }
      long half = digit < 16 ? high : low;
      text[at++] = HEX[(int) (half >>> (60 - 4 * (digit & 15))) & 15];
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** As many hexadecimal digits. */
  public static String hex(SplittableRandom random, int digits, boolean upperCase) {
    byte[] text = new byte[digits];
    long bits = 0;
    for (int i = 0; i < digits; i++) {
      if ((i & 15) == 0) {
        bits = random.nextLong();
      }
      byte digit = HEX[(int) bits & 15];
      text[i] = upperCase && digit >= 'a' ? (byte) (digit - 32) : digit;
      bits >>>= 4;
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
