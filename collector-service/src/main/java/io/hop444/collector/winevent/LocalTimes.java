/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import java.util.Set;

/** Puts right a local time of which only the moment of receipt is known in UTC. */
final class LocalTimes {

  private static final long MINUTE = 60_000L;

  /**
   * Offsets of time zones are multiples of this; those that are no multiple of twice it are few:
   * Nepal, Eucla, and the Chatham Islands in winter and summer.
   */
  private static final long QUARTER = 15 * MINUTE;

  private static final Set<Long> ODD_OFFSETS =
      Set.of(345 * MINUTE, 525 * MINUTE, 765 * MINUTE, 825 * MINUTE);

  private static final long GREATEST_OFFSET = 14 * 60 * 60_000L;

  /** Events reach their collector within minutes; a longer distance says nothing about zones. */
  private static final long GREATEST_DELAY = 5 * 60_000L;

  private LocalTimes() {}

  /**
   * What brings a local time to UTC: the zone offset that moves it next to the moment of receipt, 0
   * when none does.
   */
  static long toUtc(long local, long receivedUtc) {
    long distance = receivedUtc - local;
    long offset = Math.floorDiv(distance, QUARTER) * QUARTER;
    boolean plausible =
        Math.abs(offset) <= GREATEST_OFFSET
            && distance - offset <= GREATEST_DELAY
            && (offset % (2 * QUARTER) == 0 || ODD_OFFSETS.contains(-offset));
    return plausible ? offset : 0;
  }
}
