/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.correlator.topology.Correlation;
import io.hop444.simulator.EstateSimulator;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.estate.EventFormat;
import io.hop444.simulator.estate.LogStyle;
import io.hop444.simulator.estate.Server;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import io.hop444.wire.Finding;
import io.hop444.wire.Incident;
import io.hop444.wire.Scope;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Estates that are not as one expects: of odd sizes, with clocks that are off, logs that are
 * missing, rows that are written otherwise. What is found must still be what the simulator did.
 */
class StrangeEstatesIT {

  private static final Instant FROM = Instant.parse("2026-11-20T09:00:00Z");
  private static final String EX02 = "OSL-EX02";
  private static final Estate THREE = Estate.of(1, 3, 40);

  private static final List<FaultKind> CAUSES =
      Arrays.stream(FaultKind.values()).filter(FaultKind::isIncident).toList();

  @TempDir private Path folder;
  private final List<DynamicTest> tests = new ArrayList<>();
  private int count;

  /** What was done and found. */
  private record Found(Collection<Incident> incidents, Set<String> findings) {
    List<String> causes() {
      return incidents.stream()
          .map(incident -> incident.getBackEnd() + " " + incident.getCause())
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> shouldNameTheCause() {
    for (FaultKind cause : CAUSES) {
      estate("one box, " + cause, Estate.of(1, 1, 12), 0.7, 26, LogTweaks.NONE, "osl-ex01 " + cause)
          .accept(fault(cause, "OSL-EX01", 360, 1100));
      estate(
              "Exchange 2013, " + cause,
              Estate.mixed(2, 4, 40),
              4,
              22,
              LogTweaks.NONE,
              "got-ex03 " + cause)
          .accept(fault(cause, "GOT-EX03", 360, 840));
      estate(
              "broken from the start, never a success, " + cause,
              Estate.of(1, 2, 12),
              1,
              12,
              LogTweaks.NONE,
              "osl-ex02 " + cause)
          .accept(Fault.since(cause, EX02, FROM));
      estate(
              "a request in minutes, " + cause,
              Estate.of(1, 2, 6),
              0.012,
              60,
              LogTweaks.NONE,
              "osl-ex02 " + cause)
          .accept(fault(cause, EX02, 900, 2400));
      estate(
              "a front end's clock ahead, " + cause,
              THREE,
              3,
              26,
              LogTweaks.shiftClock("OSL-EX01", 180),
              "osl-ex02 " + cause)
          .accept(fault(cause, EX02, 480, 1000));
      estate(
              "the back end's clock behind, " + cause,
              THREE,
              3,
              26,
              LogTweaks.shiftClock(EX02, -240),
              "osl-ex02 " + cause)
          .accept(fault(cause, EX02, 480, 1000));
      estate(
              "no inventory, " + cause,
              THREE,
              3,
              22,
              LogTweaks.without("/inventory/"),
              "osl-ex02 " + cause)
          .accept(fault(cause, EX02, 360, 840));
      estate(
              "no events, " + cause,
              THREE,
              3,
              22,
              LogTweaks.without("/events/"),
              "osl-ex02 " + cause)
          .accept(fault(cause, EX02, 360, 840));
    }
    for (EventFormat format : EventFormat.values()) {
      estate(
              "events alone by " + format,
              styled(format),
              3,
              22,
              LogTweaks.without("/inventory/"),
              "osl-ex02 CERTIFICATE_UNUSABLE")
          .accept(fault(FaultKind.CERTIFICATE_UNUSABLE, EX02, 360, 840));
    }
    rowsWrittenOtherwise();
    return tests.stream();
  }

  private void rowsWrittenOtherwise() {
    Fault missing = fault(FaultKind.BINDING_MISSING, EX02, 360, 840);
    String found = "osl-ex02 BINDING_MISSING";
    String blind = "osl-ex02 TLS_HANDSHAKE_FAILING";
    estate(
            "500 and an exception outside WebException, nothing else collected",
            THREE,
            3,
            22,
            LogTweaks.onlyProxyLogs().then(LogTweaks.ioException()),
            blind)
        .accept(missing);
    estate(
            "status 500 beside the name",
            THREE,
            3,
            22,
            LogTweaks.proxyRows(
                ",503,SendFailure,SendFailure,", ",500,SendFailure,InternalServerError,"),
            found)
        .accept(missing);
    estate(
            "the name in ErrorCode alone",
            THREE,
            3,
            22,
            LogTweaks.proxyRows(",503,SendFailure,SendFailure,", ",503,,SendFailure,"),
            found)
        .accept(missing);
    estate(
            "French texts",
            THREE,
            3,
            22,
            LogTweaks.onlyProxyLogs()
                .then(
                    LogTweaks.proxyRows(
                        "The underlying connection was closed",
                        "La connexion sous-jacente a été fermée")),
            blind)
        .accept(missing);
    estate("few columns in another order", THREE, 3, 22, LogTweaks.fewColumns(), found)
        .accept(missing);
  }

  @Test
  void shouldTellTwoFailuresOfOneServerApart() throws Exception {
    Found apart =
        replay(
            THREE,
            3,
            50,
            LogTweaks.NONE,
            fault(FaultKind.BINDING_MISSING, EX02, 360, 700),
            fault(FaultKind.NAME_MISMATCH, EX02, 1800, 2300));
    Found backToBack =
        replay(
            THREE,
            3,
            40,
            LogTweaks.NONE,
            fault(FaultKind.BINDING_MISSING, EX02, 360, 700),
            fault(FaultKind.NAME_MISMATCH, EX02, 700, 1300));

    assertThat(apart.causes())
        .containsExactly("osl-ex02 BINDING_MISSING", "osl-ex02 NAME_MISMATCH");
    assertThat(backToBack.causes()).containsExactly("osl-ex02 NAME_MISMATCH");
  }

  @Test
  void shouldMakeOneGroupOfARolloutThatBreaksSixServers() throws Exception {
    Found found =
        replay(
            Estate.of(2, 3, 200),
            12,
            22,
            LogTweaks.NONE,
            IntStream.range(0, 6)
                .mapToObj(
                    i ->
                        fault(
                            FaultKind.UNTRUSTED,
                            (i < 3 ? "OSL" : "GOT") + "-EX0" + (1 + i % 3),
                            360 + i * 20,
                            840))
                .toArray(Fault[]::new));

    assertThat(found.incidents()).hasSize(6);
    assertThat(found.incidents().stream().map(Incident::getGroupId).distinct()).hasSize(1);
    assertThat(found.incidents())
        .allMatch(incident -> incident.getCause().name().equals("UNTRUSTED"))
        .allMatch(incident -> incident.getScope() == Scope.ESTATE);
  }

  @Test
  void shouldNameTheCauseInAnEstateOfFiftyThousandPeople() throws Exception {
    Found found =
        replay(
            Estate.of(2, 3, 50_000),
            40,
            12,
            LogTweaks.NONE,
            fault(FaultKind.BINDING_MISSING, EX02, 300, 480));

    assertThat(found.causes()).containsExactly("osl-ex02 BINDING_MISSING");
  }

  @Test
  void shouldRaiseNoFalseAlarm() throws Exception {
    Found decommissioned =
        replay(
            THREE,
            3,
            40,
            LogTweaks.NONE,
            Fault.since(FaultKind.BACK_END_UNREACHABLE, EX02, FROM.plusSeconds(360)));
    Found transients =
        replay(THREE, 2, 90, LogTweaks.NONE, fault(FaultKind.TRANSIENT, EX02, 60, 5300));
    Found night = replay(Estate.of(2, 3, 20), 0.02, 240, LogTweaks.NONE);

    assertThat(decommissioned.incidents()).isEmpty();
    assertThat(decommissioned.findings()).contains("osl-ex02 BACK_END_UNREACHABLE");
    assertThat(transients.incidents()).isEmpty();
    assertThat(night.incidents()).isEmpty();
  }

  private interface WithFault {
    void accept(Fault fault);
  }

  private WithFault estate(
      String name, Estate estate, double rate, int minutes, LogTweaks tweak, String wanted) {
    return fault ->
        tests.add(
            DynamicTest.dynamicTest(
                name,
                () ->
                    assertThat(replay(estate, rate, minutes, tweak, fault).causes())
                        .containsExactly(wanted)));
  }

  private Found replay(Estate estate, double rate, int minutes, LogTweaks tweak, Fault... faults)
      throws Exception {
    Path logs = folder.resolve("estate" + count++);
    EstateSimulator.writeBatch(
        new Simulation(estate, List.of(faults), FROM, rate, 444),
        Duration.ofMinutes(minutes),
        logs);
    tweak.apply(logs);
    List<Incident> incidents = new ArrayList<>();
    TreeMap<String, Finding> findings = new TreeMap<>();
    try (ReplayReport report = new ReplayReport(folder.resolve("report" + count))) {
      Correlation correlation =
          new Correlation(
              Thresholds.DEFAULT,
              result -> {
                report.take(result);
                if (result instanceof Finding finding) {
                  findings.put(finding.getId(), finding);
                }
              });
      new EstateReplay(
              new EstateLogs(logs),
              ReaderSettings.forReplay(Clock.systemUTC()),
              new InputCounts(new PrintWriter(Writer.nullWriter())))
          .forEach(correlation::accept);
      correlation.close();
      report.forEachIncident(incidents::add);
    }
    Set<String> found = new TreeSet<>();
    findings.values().forEach(each -> found.add(each.getServer() + " " + each.getKind()));
    return new Found(incidents, found);
  }

  private static Fault fault(FaultKind kind, String server, int from, int until) {
    return Fault.between(kind, server, FROM.plusSeconds(from), FROM.plusSeconds(until));
  }

  private static Estate styled(EventFormat format) {
    UnaryOperator<Server> restyle =
        server ->
            new Server(
                server.site(),
                server.name(),
                server.role(),
                server.fullName(),
                server.address(),
                server.build(),
                new LogStyle(
                    format,
                    server.style().layout(),
                    server.style().backEndSiteId(),
                    server.style().netsh()));
    return new Estate(
        THREE.domain(), THREE.servers().stream().map(restyle).toList(), THREE.people());
  }
}
