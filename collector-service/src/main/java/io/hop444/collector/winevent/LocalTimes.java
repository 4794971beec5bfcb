/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.LocalTimesRead.ToldBy;
import io.hop444.collector.text.Utc;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.function.Function;

/**
 * Brings local times without a zone to UTC: by the zone that the operator named, else by the moment
 * at which they came, else by the end of their file. Where nothing tells, they are taken as UTC.
 */
final class LocalTimes {

  /** Events reach their collector within minutes; a longer distance says nothing about zones. */
  private static final long GREATEST_DELAY = 5 * 60_000L;

  private final FileContext context;
  private final FileOffset file;
  private final long receivedMillis;
  private final Function<String, ZoneId> zoneOf;

  /**
   * @param receivedMillis when the events came, {@link Utc#NONE} when that is not known
   * @param zoneOf the zone of a computer, null when none is named
   */
  LocalTimes(FileContext context, long receivedMillis, Function<String, ZoneId> zoneOf) {
    this.context = context;
    this.file = new FileOffset(context.tail());
    this.receivedMillis = receivedMillis;
    this.zoneOf = zoneOf;
  }

  /**
   * A time is put right by a moment in UTC shortly after it.
   *
   * @return {@link Utc#NONE} when that is no offset of a zone away
   */
  static long corrected(long time, long receivedUtc) {
    long ahead = ZoneOffsets.ahead(time, receivedUtc, 0, GREATEST_DELAY);
    return ahead == Utc.NONE ? Utc.NONE : time - ahead;
  }

  /**
   * The moment of an event.
   *
   * @param computer of which the event is, null when it names none
   * @param local its time
   * @param receivedLocal the local time at which its shipper had it
   * @param at its place in the file
   */
  long toUtc(String computer, long local, long receivedLocal, long at) {
    ZoneId zone = zoneOf.apply(computer);
    if (zone != null) {
      return local - read(ToldBy.SETTING, ahead(zone, local, receivedLocal, at));
    }
    if (receivedMillis != Utc.NONE) {
      long byArrival = byArrival(receivedLocal);
      return byArrival == Utc.NONE ? unknown(local) : local - read(ToldBy.ARRIVAL, byArrival);
    }
    long byFile = file.ahead(at);
    return byFile == Utc.NONE ? unknown(local) : local - read(ToldBy.FILE, byFile);
  }

  /** The same for a time that is marked as UTC: only the moment it came may contradict. */
  long byArrival(long time, long receivedLocal) {
    long ahead = receivedMillis == Utc.NONE ? Utc.NONE : byArrival(receivedLocal);
    return ahead == Utc.NONE ? time : time - ahead;
  }

  private long unknown(long local) {
    return local - read(ToldBy.NOTHING, 0);
  }

  private long read(ToldBy by, long ahead) {
    context.localTimes().add(by, ahead);
    return ahead;
  }

  private long byArrival(long receivedLocal) {
    return ZoneOffsets.ahead(receivedLocal, receivedMillis, 0, GREATEST_DELAY);
  }

  /**
   * By the rules of a zone. The hour that the clocks show twice is its first pass, unless arrival
   * or file tell the second; the hour that they leave out is what they would have shown.
   */
  private long ahead(ZoneId zone, long local, long receivedLocal, long at) {
    ZoneRules rules = zone.getRules();
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(local, 1_000L), 0, ZoneOffset.UTC);
    List<ZoneOffset> possible = rules.getValidOffsets(time);
    if (possible.size() > 1) {
      long told = receivedMillis == Utc.NONE ? file.ahead(at) : byArrival(receivedLocal);
      for (ZoneOffset each : possible) {
        if (each.getTotalSeconds() * 1_000L == told) {
          return told;
        }
      }
    }
    return rules.getOffset(time).getTotalSeconds() * 1_000L;
  }
}
