/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

/** Keys of the advisory locks, the same in every replica: the letters "hop444" and a number. */
enum AdvisoryLock {
  /** Held from taking a cursor of the feed to the commit (ADR 0010). */
  FEED(1),
  /** Held while partitions are made. */
  PARTITIONS(2),
  /** Held while it is decided whether incidents are one event. */
  GROUPS(10);

  private static final long PREFIX = 0x686F_7034_3434_0000L;

  private final long number;

  AdvisoryLock(long number) {
    this.number = number;
  }

  long key() {
    return PREFIX + number;
  }
}
