/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * Times at which work is done and nobody wants notices, again and again. It begins at a time of day
 * on the clocks of its place and lasts a fixed time: a window of four hours over a change of
 * daylight saving is four hours long. A beginning that the change skips is at the first moment
 * after it; one that comes twice is at its first.
 */
public record MaintenanceWindow(
    long id, Matcher matcher, String owner, String reason, Recurrence recurrence) {

  /**
   * When it is.
   *
   * @param days on which it begins
   * @param first first day on which it may begin
   * @param last last day on which it may begin
   */
  public record Recurrence(
      ZoneId zone,
      Set<DayOfWeek> days,
      LocalTime from,
      Duration length,
      Optional<LocalDate> first,
      Optional<LocalDate> last) {

    /** A week: longer ones would overlap themselves. */
    public static final Duration LONGEST = Duration.ofDays(7);

    public Recurrence {
      days = Set.copyOf(days);
      if (days.isEmpty()) {
        throw new IllegalArgumentException("days must name at least one day");
      }
      if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("length must be more than zero and at most 7 days");
      }
    }

    /** The end of the occurrence that {@code now} is in. */
    Optional<Instant> endOfOccurrence(Instant now) {
      LocalDate today = now.atZone(zone).toLocalDate();
      Optional<Instant> latest = Optional.empty();
      // One day more than the longest: today's date there may be ahead of the day it began.
      for (LocalDate day = today.minusDays(LONGEST.toDays() + 1);
          !day.isAfter(today);
          day = day.plusDays(1)) {
        if (!beginsOn(day)) {
          continue;
        }
        Instant begin = ZonedDateTime.of(day, from, zone).toInstant();
        Instant end = begin.plus(length);
        if (!now.isBefore(begin) && now.isBefore(end)) {
          latest = Optional.of(end);
        }
      }
      return latest;
    }

    private boolean beginsOn(LocalDate day) {
      return days.contains(day.getDayOfWeek())
          && first.map(one -> !day.isBefore(one)).orElse(true)
          && last.map(one -> !day.isAfter(one)).orElse(true);
    }
  }

  /** Until when it mutes {@code subject} at {@code now}; empty when it does not. */
  public Optional<Instant> mutesUntil(Subject subject, Instant now) {
    return matcher.matches(subject) ? recurrence.endOfOccurrence(now) : Optional.empty();
  }
}
