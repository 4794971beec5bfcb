/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveEstateTest {

  @TempDir Path folder;

  @Test
  void shouldWriteWhileTimeGoesBy() throws IOException {
    Simulation simulation = new Simulation(Estate.demo(), List.of(), Instant.now(), 200, 5);

    try (LiveEstate estate = LiveEstate.start(simulation, folder, Clock.systemUTC())) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(3))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> new Logs(folder).lines("/HttpProxy/").size() > 10);

      assertThat(estate.truth().faults()).isEmpty();
    }
  }

  @Test
  void shouldBreakAndRepairAsTimeGoesBy() throws IOException {
    Instant start = Instant.parse("2026-11-20T10:00:00Z");
    Fault fault =
        Fault.between(
            FaultKind.BINDING_MISSING, "OSL-EX02", start.plusSeconds(60), start.plusSeconds(120));
    Simulation simulation = new Simulation(Estate.demo(), List.of(fault), start, 20, 5);
    Clock end = Clock.fixed(start.plusSeconds(180), ZoneOffset.UTC);

    LiveEstate estate = LiveEstate.start(simulation, folder, end);
    estate.close();

    assertThat(estate.truth().incidents()).hasSize(1);
    assertThat(new Logs(folder).lines("/OSL-EX02/events/"))
        .anyMatch(line -> line.contains("15300"))
        .anyMatch(line -> line.contains("15021"))
        .anyMatch(line -> line.contains("15301"));
  }

  @Test
  void shouldContinueFilesWithANewHeadAfterARestart() throws IOException {
    Instant start = Instant.parse("2026-11-20T10:00:00Z");
    Clock first = Clock.fixed(start.plusSeconds(60), ZoneOffset.UTC);
    Clock second = Clock.fixed(start.plusSeconds(120), ZoneOffset.UTC);
    LiveEstate.start(new Simulation(Estate.of(1, 1, 9), List.of(), start, 20, 5), folder, first)
        .close();

    LiveEstate.start(
            new Simulation(Estate.of(1, 1, 9), List.of(), start.plusSeconds(60), 20, 6),
            folder,
            second)
        .close();

    List<String> lines = new Logs(folder).lines("/HttpProxy/Mapi/");
    assertThat(lines).filteredOn(line -> line.startsWith("DateTime,")).hasSize(1);
    assertThat(lines).filteredOn(line -> line.startsWith("#Fields")).hasSizeGreaterThan(1);
  }

  @Test
  void shouldTakeAFaultWhileRunning() throws IOException {
    Instant start = Instant.parse("2026-11-20T10:00:00Z");
    Simulation simulation = new Simulation(Estate.demo(), List.of(), start, 50, 5);
    SettableClock clock = new SettableClock(start.plusSeconds(10));
    LiveEstate estate = LiveEstate.start(simulation, folder, clock);

    estate.add(Fault.since(FaultKind.UNTRUSTED, "OSL-EX03", start));
    clock.set(start.plusSeconds(60));
    estate.close();

    assertThat(estate.truth().incidents().get(0).failedRequests()).isPositive();
  }

  @Test
  void shouldBreakAndRepairTheDemoEstate() throws IOException {
    SettableClock clock = new SettableClock(Instant.parse("2026-11-20T10:00:00Z"));
    LiveEstate estate =
        DemoEstate.start(folder, clock, Duration.ofSeconds(30), Duration.ofMinutes(2));

    clock.set(clock.instant().plusSeconds(240));
    estate.close();

    assertThat(estate.truth().incidents()).hasSize(1);
    assertThat(estate.truth().incidents().get(0).failures().orElseThrow().first())
        .isBetween(Instant.parse("2026-11-20T10:00:30Z"), Instant.parse("2026-11-20T10:00:40Z"));
  }

  private static final class SettableClock extends Clock {

    private volatile Instant now;

    SettableClock(Instant now) {
      this.now = now;
    }

    void set(Instant later) {
      now = later;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
