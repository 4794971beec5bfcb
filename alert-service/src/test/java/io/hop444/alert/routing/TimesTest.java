/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.Severity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Hours, silences and maintenance windows, also where clocks change. In 2026 Dublin goes from +0 to
 * +1 on 29 March at 01:00 UTC and back on 25 October at 01:00 UTC.
 */
class TimesTest {

  private static final ZoneId DUBLIN = ZoneId.of("Europe/Dublin");
  private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
  private static final Subject SUBJECT =
      new Subject("DUB", "mbx07", Severity.OUTAGE, Optional.of(Cause.EXPIRED), Optional.empty());

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  @Test
  void shouldFollowTheClocksOfThePlace() {
    Hours office =
        new Hours(
            DUBLIN,
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            LocalTime.of(8, 0),
            LocalTime.of(18, 0));

    assertThat(office.contain(at("2026-01-14T08:00:00Z"))).isTrue();
    assertThat(office.contain(at("2026-07-15T07:00:00Z"))).isTrue();
    assertThat(office.contain(at("2026-01-14T07:00:00Z"))).isFalse();
    assertThat(office.contain(at("2026-01-14T18:00:00Z"))).isFalse();
    assertThat(office.contain(at("2026-01-17T12:00:00Z"))).isFalse();
  }

  @Test
  void shouldCountHoursOverMidnightToTheDayTheyBegan() {
    Hours night =
        new Hours(DUBLIN, Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));

    assertThat(night.contain(at("2026-01-16T22:00:00Z"))).isTrue();
    assertThat(night.contain(at("2026-01-17T05:59:00Z"))).isTrue();
    assertThat(night.contain(at("2026-01-17T22:00:00Z"))).isFalse();
    assertThat(night.contain(at("2026-01-16T05:00:00Z"))).isFalse();
  }

  private static MaintenanceWindow window(LocalTime from, Duration length, Set<DayOfWeek> days) {
    return new MaintenanceWindow(
        1,
        Matcher.ALL,
        "rob",
        "patches",
        new MaintenanceWindow.Recurrence(
            DUBLIN, days, from, length, Optional.empty(), Optional.empty()));
  }

  @Test
  void shouldKeepItsLengthOverAChangeOfClocks() {
    MaintenanceWindow window = window(LocalTime.of(0, 0), Duration.ofHours(4), EVERY_DAY);

    assertThat(window.mutesUntil(SUBJECT, at("2026-03-29T00:30:00Z")))
        .contains(at("2026-03-29T04:00:00Z"));
    assertThat(window.mutesUntil(SUBJECT, at("2026-10-25T02:30:00Z")))
        .contains(at("2026-10-25T03:00:00Z"));
    assertThat(window.mutesUntil(SUBJECT, at("2026-10-25T03:00:00Z"))).isEmpty();
  }

  @Test
  void shouldBeginAfterTheHourThatIsSkippedAndAtTheFirstOfTwo() {
    MaintenanceWindow window = window(LocalTime.of(1, 30), Duration.ofMinutes(20), EVERY_DAY);

    // 01:30 does not exist on that day; it is moved by the length of the gap, to 02:30 (+1).
    assertThat(window.mutesUntil(SUBJECT, at("2026-03-29T01:35:00Z")))
        .contains(at("2026-03-29T01:50:00Z"));
    assertThat(window.mutesUntil(SUBJECT, at("2026-10-25T00:35:00Z")))
        .contains(at("2026-10-25T00:50:00Z"));
    assertThat(window.mutesUntil(SUBJECT, at("2026-10-25T01:35:00Z"))).isEmpty();
  }

  @Test
  void shouldComeBackEachWeekWithinItsDays() {
    MaintenanceWindow window =
        new MaintenanceWindow(
            1,
            Matcher.ALL,
            "rob",
            "patches",
            new MaintenanceWindow.Recurrence(
                DUBLIN,
                Set.of(DayOfWeek.SATURDAY),
                LocalTime.of(22, 0),
                Duration.ofHours(36),
                Optional.of(LocalDate.of(2026, 1, 10)),
                Optional.of(LocalDate.of(2026, 1, 17))));

    assertThat(window.mutesUntil(SUBJECT, at("2026-01-12T09:00:00Z")))
        .contains(at("2026-01-12T10:00:00Z"));
    assertThat(window.mutesUntil(SUBJECT, at("2026-01-18T09:00:00Z"))).isPresent();
    assertThat(window.mutesUntil(SUBJECT, at("2026-01-04T09:00:00Z"))).isEmpty();
    assertThat(window.mutesUntil(SUBJECT, at("2026-01-25T09:00:00Z"))).isEmpty();
  }

  @Test
  void shouldMuteUntilTheLastOfThoseThatMute() {
    Instant now = at("2026-01-14T12:00:00Z");
    Silence shorter =
        new Silence(1, Matcher.ALL, "rob", "known", now.minusSeconds(1), now.plusSeconds(60));
    Silence longer =
        new Silence(
            2,
            new Matcher(List.of(new NamePattern("dub")), List.of(), Set.of(), Set.of(), Set.of()),
            "eve",
            "known",
            now,
            now.plusSeconds(90));
    Silence other =
        new Silence(
            3,
            new Matcher(List.of(new NamePattern("cph")), List.of(), Set.of(), Set.of(), Set.of()),
            "eve",
            "other site",
            now,
            now.plusSeconds(900));
    Muting muting = new Muting(List.of(shorter, longer, other), List.of());

    assertThat(muting.of(SUBJECT, now).orElseThrow())
        .isEqualTo(new Muting.Mute(now.plusSeconds(90), "silence 2 of eve: known"));
    assertThat(muting.of(SUBJECT, now.plusSeconds(90))).isEmpty();
  }
}
