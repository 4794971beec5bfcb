/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.Locale;

/** A 64-bit hash with good spread, the same in every process and version. */
final class Hash64 {

  /** FNV-1a's numbers for 64 bits. */
  private static final long START = 0xcbf29ce484222325L;

  private static final long PRIME = 0x100000001b3L;

  private Hash64() {}

  /** Of the text regardless of case; never 0. */
  static long of(String text) {
    long hash = START;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return ofLower(text.toLowerCase(Locale.ROOT));
      }
      hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)) * PRIME;
    }
    return mix(hash);
  }

  private static long ofLower(String text) {
    long hash = START;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return mix(hash);
  }

  /** Spreads the bits of a weak hash; never 0. */
  static long mix(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    mixed ^= mixed >>> 33;
    return mixed == 0 ? 1 : mixed;
  }
}
