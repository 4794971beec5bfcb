/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.simulator.EstateSimulator.Batch;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.estate.Server;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {

  private static final Instant FROM = Instant.parse("2026-11-20T09:50:00Z");
  private static final Set<String> WITH_ID = Set.of("Owa", "Ecp", "Mapi", "RpcHttp");

  @TempDir Path folder;

  @Test
  void shouldWriteTheSameBytesForTheSameSeed() throws IOException {
    EstateSimulator.writeBatch(broken(7), Duration.ofMinutes(5), folder.resolve("first"));

    EstateSimulator.writeBatch(broken(7), Duration.ofMinutes(5), folder.resolve("second"));
    EstateSimulator.writeBatch(broken(8), Duration.ofMinutes(5), folder.resolve("third"));

    assertThat(contents("second")).isEqualTo(contents("first"));
    assertThat(contents("third")).isNotEqualTo(contents("first"));
  }

  @Test
  void shouldLogEverySuccessOnBothHopsUnderOneId() throws IOException {
    EstateSimulator.writeBatch(healthy(Estate.mixed(2, 4, 60)), Duration.ofMinutes(10), folder);

    Logs logs = new Logs(folder);
    Set<String> frontEndIds = ids(logs.iisRows("443"));
    Set<String> backEndIds = ids(logs.iisRows("444"));
    List<Map<String, String>> reached =
        logs.proxyRows().stream().filter(row -> row.get("BackEndStatus").equals("200")).toList();
    assertThat(reached).hasSizeGreaterThan(5_000);
    assertThat(reached).allMatch(row -> frontEndIds.contains(row.get("RequestId")));
    assertThat(reached)
        .filteredOn(row -> WITH_ID.contains(row.get("Protocol")))
        .isNotEmpty()
        .allMatch(row -> backEndIds.contains(row.get("RequestId")));
  }

  @Test
  void shouldLogAsManyBackEndRowsAsTheBackEndAnsweredRequests() throws IOException {
    EstateSimulator.writeBatch(healthy(Estate.of(1, 2, 40)), Duration.ofMinutes(10), folder);

    Logs logs = new Logs(folder);
    long answered =
        logs.proxyRows().stream().filter(row -> row.get("BackEndStatus").matches("[0-9]+")).count();
    long selfTests =
        logs.iisRows("444").stream().filter(row -> row.get("s-ip").equals("::1")).count();
    assertThat(logs.iisRows("444")).hasSize((int) (answered + selfTests));
  }

  @Test
  void shouldKeepTheProxyColumnsOfEachBuild() throws IOException {
    Estate estate = Estate.mixed(2, 6, 60);

    EstateSimulator.writeBatch(healthy(estate), Duration.ofMinutes(2), folder);

    Map<String, Integer> widths = new TreeMap<>();
    for (Path file : new Logs(folder).files("/HttpProxy/")) {
      String header = Files.readAllLines(file).get(0);
      widths.put(folder.relativize(file).getName(1).toString(), header.split(",").length);
    }
    Map<String, Integer> expected =
        estate.frontEnds().stream()
            .collect(
                Collectors.toMap(
                    Server::name, s -> s.build().proxyColumns(), (a, b) -> a, TreeMap::new));
    assertThat(widths).isEqualTo(expected);
    assertThat(new HashSet<>(widths.values())).containsExactlyInAnyOrder(69, 70, 74);
  }

  @Test
  void shouldRotateHttpProxyLogsByHour() throws IOException {
    EstateSimulator.writeBatch(healthy(Estate.of(1, 1, 20)), Duration.ofMinutes(20), folder);

    List<String> names =
        new Logs(folder)
            .files("/HttpProxy/Mapi/").stream().map(f -> f.getFileName().toString()).toList();
    assertThat(names).containsExactly("HttpProxy_2026112009-1.LOG", "HttpProxy_2026112010-1.LOG");
  }

  @Test
  void shouldCountTheLinesAndBytesItWrote() throws IOException {
    Batch batch = EstateSimulator.writeBatch(broken(1), Duration.ofMinutes(12), folder);

    Logs logs = new Logs(folder);
    long bytes = 0;
    for (Path file : logs.files("/")) {
      bytes += Files.size(file);
    }
    assertThat(batch.bytes()).isEqualTo(bytes);
    assertThat(batch.files()).isEqualTo(logs.files("/").size());
    assertThat(batch.lines()).isEqualTo(logs.lines("/").size());
  }

  @Test
  void shouldRefuseAFolderWithContent() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThatThrownBy(
            () -> EstateSimulator.writeBatch(healthy(Estate.demo()), Duration.ofMinutes(1), folder))
        .isInstanceOf(DirectoryNotEmptyException.class);
  }

  @Test
  void shouldRefuseAFaultOnAServerWithoutThatRole() {
    Estate estate = Estate.mixed(2, 4, 60);
    Server frontEnd =
        estate.servers().stream().filter(s -> !s.role().isBackEnd()).findFirst().orElseThrow();
    Fault fault = Fault.since(FaultKind.BINDING_MISSING, frontEnd.name(), FROM);

    assertThatThrownBy(() -> new Simulation(estate, List.of(fault), FROM, 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(frontEnd.name());
  }

  private static Simulation healthy(Estate estate) {
    return new Simulation(estate, List.of(), FROM, 20, 42);
  }

  private static Simulation broken(long seed) {
    Fault fault =
        Fault.between(
            FaultKind.BINDING_MISSING, "osl-ex02", FROM.plusSeconds(60), FROM.plusSeconds(240));
    return new Simulation(Estate.demo(), List.of(fault), FROM, 20, seed);
  }

  private static Set<String> ids(List<Map<String, String>> rows) {
    return rows.stream().map(row -> row.get("id")).collect(Collectors.toSet());
  }

  private Map<String, String> contents(String name) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    Path root = folder.resolve(name);
    for (Path file : new Logs(root).files("/")) {
      contents.put(root.relativize(file).toString(), Files.readString(file));
    }
    return contents;
  }
}
