/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.FaultKind.Hop;
import io.hop444.simulator.plan.Simulation;
import io.hop444.simulator.truth.FaultTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of failed handshakes on 444 are constructed: none has been published. */
class FaultsTest {

  private static final Instant FROM = Instant.parse("2026-11-20T10:02:00Z");
  private static final Instant BROKEN = FROM.plusSeconds(120);
  private static final Instant REPAIRED = FROM.plusSeconds(480);
  private static final Duration SPAN = Duration.ofMinutes(12);
  private static final String SERVER = "OSL-EX01";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "BINDING_MISSING, 503, SendFailure, SendFailure",
    "CERTIFICATE_UNUSABLE, 503, SendFailure, SendFailure",
    "NAME_MISMATCH, 503, TrustFailure, TrustFailure",
    "UNTRUSTED, 503, TrustFailure, TrustFailure",
    "EXPIRED, 503, TrustFailure, TrustFailure",
    "CERTIFICATE_REJECTED, 503, TrustFailure, TrustFailure",
    "BINDING_CONFLICT, 503, ConnectFailure, ConnectFailure",
    "APP_POOL_STOPPED, 503, 503, ''",
    "BACK_END_ERROR, 500, 500, ''",
    "BACK_END_UNREACHABLE, 503, ConnectFailure, ConnectFailure",
    "BACK_END_TIMEOUT, 504, Timeout, Timeout",
    "NAME_RESOLUTION, 503, NameResolutionFailure, NameResolutionFailure",
    "KERBEROS, 503, 401, ServerKerberosAuthenticationFailure",
    "AUTH_CERTIFICATE, 500, '', InternalServerError",
    "ROUTING, 500, '', ServerLocatorError",
    "THROTTLING, 503, '', TooManyOutstandingProxyRequests",
    "TRANSIENT, 503, SendFailure, SendFailure",
    "FRONT_END_TRUST, 503, TrustFailure, TrustFailure",
    "TLS_CONFIGURATION, 503, SecureChannelFailure, SecureChannelFailure"
  })
  void shouldCountWhatTheRowsShow(FaultKind kind, String status, String backEnd, String error)
      throws IOException {
    FaultTruth truth = play(kind);

    List<Map<String, String>> failed =
        new Logs(folder)
            .proxyRows().stream()
                .filter(row -> row.get("HttpStatus").equals(status))
                .filter(row -> row.get("BackEndStatus").equals(backEnd))
                .filter(row -> row.get("ErrorCode").equals(error))
                .filter(row -> touches(kind, row))
                .filter(row -> isDuring(row.get("DateTime")))
                .toList();
    assertThat(failed).hasSize((int) truth.failedRequests()).hasSizeGreaterThan(10);
    assertThat(people(failed)).hasSize(truth.usersAffected());
    assertThat(truth.frontEnds())
        .isEqualTo(values(failed, row -> row.get("ServerHostName").toLowerCase(Locale.ROOT)));
    assertThat(truth.protocols()).isEqualTo(values(failed, row -> row.get("Protocol")));
  }

  @ParameterizedTest
  @CsvSource({
    "BINDING_MISSING, 15300",
    "BINDING_MISSING, 15021",
    "BINDING_MISSING, 15301",
    "CERTIFICATE_UNUSABLE, 1004",
    "CERTIFICATE_UNUSABLE, 36870",
    "CERTIFICATE_UNUSABLE, 15021",
    "NAME_MISMATCH, 36884",
    "UNTRUSTED, 36882",
    "EXPIRED, 36881",
    "EXPIRED, 1002",
    "BINDING_CONFLICT, 1007",
    "APP_POOL_STOPPED, 5002",
    "BACK_END_ERROR, 1309",
    "AUTH_CERTIFICATE, 1003",
    "THROTTLING, 2002",
    "KERBEROS, 4",
    "TLS_CONFIGURATION, 36874",
    "FRONT_DOOR_CERTIFICATE, 15021",
    "MAINTENANCE, 15300",
    "MAINTENANCE, 15301",
    "CERTIFICATE_EXPIRING, 1003",
    "CERTIFICATE_ARMED, 1004"
  })
  void shouldLeaveTheEventsOfTheFault(FaultKind kind, int eventId) throws IOException {
    play(kind);

    assertThat(new Logs(folder).lines("/events/"))
        .anyMatch(line -> line.matches(".*[\">](EventID|code)?[\":]*" + eventId + "[\"<,].*"));
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {
        "FRONT_DOOR_CERTIFICATE",
        "MAINTENANCE",
        "CERTIFICATE_EXPIRING",
        "CERTIFICATE_ARMED"
      })
  void shouldFailNoRequestWhereNothingBreaksYet(FaultKind kind) throws IOException {
    FaultTruth truth = play(kind);

    assertThat(truth.failedRequests()).isZero();
    assertThat(truth.usersAffected()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"BINDING_MISSING", "CERTIFICATE_UNUSABLE", "TLS_HANDSHAKE_FAILING"})
  void shouldLeaveTheBackEndSiteSilentWhileTheHandshakeFails(FaultKind kind) throws IOException {
    play(kind);

    assertThat(backEndRowsOfServer())
        .noneMatch(row -> isDuring(row.get("date") + "T" + row.get("time") + "Z"));
    assertThat(backEndRowsOfServer())
        .anyMatch(
            row ->
                (row.get("date") + "T" + row.get("time") + "Z").compareTo(REPAIRED.toString()) > 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"CERTIFICATE_REJECTED", "TLS_HANDSHAKE_FAILING"})
  void shouldCollectNothingThatExplainsAnUnexplainedFault(FaultKind kind) throws IOException {
    play(kind);

    Logs logs = new Logs(folder);
    assertThat(logs.files("/" + SERVER + "/inventory/")).isEmpty();
    assertThat(logs.lines("/events/")).noneMatch(line -> line.contains(":444"));
  }

  @Test
  void shouldShowAMissingBindingInTheInventoryUntilTheRepair() throws IOException {
    play(FaultKind.BINDING_MISSING);

    List<Boolean> bound =
        new Logs(folder)
            .files("/" + SERVER + "/inventory/").stream()
                .map(file -> new Logs(file).lines("json").toString().contains("0.0.0.0:444"))
                .toList();
    assertThat(bound).containsExactly(true, false, true);
  }

  @Test
  void shouldBeDeterminedWhichFaultsAreIncidents() {
    assertThat(FaultKind.values()).hasSize(24);
    assertThat(FaultKind.values()).filteredOn(FaultKind::isIncident).hasSize(8);
  }

  @Test
  void shouldDescribeTheTruthAsJson() throws IOException {
    Simulation simulation = simulation(FaultKind.BINDING_MISSING);

    String json = EstateSimulator.writeBatch(simulation, SPAN, folder).truth().toJson();

    assertThat(json)
        .startsWith("{\"from\":\"2026-11-20T10:02:00Z\",\"until\":\"2026-11-20T10:14:00Z\",")
        .contains("\"incidents\":[{\"cause\":\"BINDING_MISSING\",\"site\":\"OSL\",")
        .contains("\"server\":\"osl-ex01\",\"brokenAt\":\"2026-11-20T10:04:00Z\"")
        .contains("\"findings\":[]");
  }

  private FaultTruth play(FaultKind kind) throws IOException {
    return EstateSimulator.writeBatch(simulation(kind), SPAN, folder).truth().faults().get(0);
  }

  private static Simulation simulation(FaultKind kind) {
    Fault fault = Fault.between(kind, SERVER, BROKEN, REPAIRED);
    return new Simulation(Estate.of(1, 3, 60), List.of(fault), FROM, 8, 11);
  }

  /** True for rows of the server that broke, in the role that broke. */
  private static boolean touches(FaultKind kind, Map<String, String> row) {
    String column = kind.place() == FaultKind.Place.FRONT_END ? "ServerHostName" : "TargetServer";
    boolean there = row.get(column).toUpperCase(Locale.ROOT).startsWith(SERVER);
    boolean own = kind.hop() != Hop.POOL_STOPPED || row.get("Protocol").equals("Owa");
    return there && own;
  }

  private static boolean isDuring(String time) {
    return time.compareTo(BROKEN.toString().replace("Z", "")) >= 0
        && time.compareTo(REPAIRED.toString().replace("Z", "")) < 0;
  }

  private static Set<String> people(List<Map<String, String>> rows) {
    return values(
        rows.stream()
            .filter(row -> !row.get("AuthenticatedUser").contains("HealthMailbox"))
            .toList(),
        row -> row.get("AuthenticatedUser"));
  }

  private static Set<String> values(
      List<Map<String, String>> rows, java.util.function.Function<Map<String, String>, String> of) {
    return rows.stream().map(of).collect(Collectors.toSet());
  }

  private List<Map<String, String>> backEndRowsOfServer() {
    return new Logs(folder)
        .iisRows("444").stream().filter(row -> row.get("file").contains(SERVER)).toList();
  }
}
