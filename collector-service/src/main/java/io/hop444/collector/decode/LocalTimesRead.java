/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the local times of a file were brought to UTC, as far as it has any without a zone. Used by
 * the thread of its parser.
 */
public final class LocalTimesRead {

  /** What told the zone. */
  public enum ToldBy {
    /** The operator. */
    SETTING,
    /** The moment at which the event came. */
    ARRIVAL,
    /** The end of the file. */
    FILE,
    /** Nothing: the time was taken as UTC. */
    NOTHING
  }

  private final Set<ToldBy> toldBy = EnumSet.noneOf(ToldBy.class);
  private final Set<ZoneOffset> ofFile = new TreeSet<>();

  /** A local time was read. */
  public void add(ToldBy by, long aheadOfUtcMillis) {
    toldBy.add(by);
    if (by == ToldBy.FILE) {
      ofFile.add(ZoneOffset.ofTotalSeconds((int) (aheadOfUtcMillis / 1_000)));
    }
  }

  /** Whether one was taken as UTC because nothing tells its zone. */
  public boolean anyUnknown() {
    return toldBy.contains(ToldBy.NOTHING);
  }

  /** The offsets that the end of the file told, such as {@code +01:00}. */
  public Set<ZoneOffset> toldByFile() {
    return Set.copyOf(ofFile);
  }
}
