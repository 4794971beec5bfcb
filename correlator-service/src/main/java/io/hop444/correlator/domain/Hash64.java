/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.Locale;

/** A 64-bit hash with good spread, the same in every process and version. */
final class Hash64 {

  private Hash64() {}

  /** Of the text regardless of case; never 0. */
  static long of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < lower.length(); i++) {
      hash = (hash ^ lower.charAt(i)) * 0x100000001b3L;
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
