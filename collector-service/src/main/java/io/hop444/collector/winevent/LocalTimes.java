/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

/** Puts right a local time of which only the moment of receipt is known in UTC. */
final class LocalTimes {

  /** Offsets of time zones are whole quarters of an hour. */
  private static final long QUARTER = 15 * 60_000L;

  private static final long GREATEST_OFFSET = 14 * 60 * 60_000L;

  /** Events reach their collector within minutes; a longer distance says nothing about zones. */
  private static final long GREATEST_DELAY = 5 * 60_000L;

  private LocalTimes() {}

  /**
   * The moment in UTC: {@code local} moved by the zone offset that brings it next to the moment of
   * receipt, or as it is when no offset does.
   */
  static long asUtc(long local, long receivedUtc) {
    long distance = receivedUtc - local;
    long offset = Math.floorDiv(distance, QUARTER) * QUARTER;
    boolean plausible = Math.abs(offset) <= GREATEST_OFFSET && distance - offset <= GREATEST_DELAY;
    return plausible ? local + offset : local;
  }
}
