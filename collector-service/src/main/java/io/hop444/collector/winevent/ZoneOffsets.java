/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import io.hop444.collector.text.Utc;
import java.util.Set;

/** The offset of a local time, where the same moment is known in UTC, or nearly. */
final class ZoneOffsets {

  private static final long MINUTE = 60_000L;
  private static final long HOUR = 60 * MINUTE;
  private static final long QUARTER = 15 * MINUTE;

  /** Offsets in use that are no whole hours, in minutes; west of Greenwich they are negative. */
  private static final Set<Long> UNEVEN =
      Set.of(-570L, -210L, -150L, 210L, 270L, 330L, 345L, 390L, 525L, 570L, 630L, 765L, 825L);

  private ZoneOffsets() {}

  /**
   * How far the local clock is ahead of UTC.
   *
   * @param local a local time, as if it were UTC
   * @param utc a moment shortly before or after it
   * @param sooner how much sooner than the local time that may be
   * @param later how much later
   * @return {@link Utc#NONE} when no zone's offset brings the two so close
   */
  static long ahead(long local, long utc, long sooner, long later) {
    long behind = Math.floorDiv(utc - local + sooner, QUARTER) * QUARTER;
    boolean close = utc - local - behind <= later;
    return close && isInUse(-behind) ? -behind : Utc.NONE;
  }

  private static boolean isInUse(long ahead) {
    return ahead % HOUR == 0
        ? ahead >= -12 * HOUR && ahead <= 14 * HOUR
        : UNEVEN.contains(ahead / MINUTE);
  }
}
