/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.localstack.LocalBroker;
import io.hop444.localstack.Loopback;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.simulator.LiveEstate;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import io.hop444.simulator.truth.FaultTruth;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.IncidentState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two sites, one central Kafka: the link of one site is cut in the middle of what it carries, and a
 * back end breaks at each site meanwhile. {@code -Dlink.cuts=3} runs it, and is how often.
 */
@EnabledIfSystemProperty(
    named = "link.cuts",
    matches = "[0-9]+",
    disabledReason = "takes half a minute; run with -Dlink.cuts=3")
class CutLinkIT {

  private static final int CUTS = Integer.getInteger("link.cuts", 1);
  private static final Duration CUT = Duration.ofSeconds(6);
  private static final RecordCodec CODEC = new RecordCodec();

  @TempDir private Path folder;

  @Test
  void shouldKeepWhatASiteWritesUntilItsLinkIsBack() throws Exception {
    Path written = folder.resolve("written");
    Simulation simulation =
        new Simulation(
            Estate.of(2, CUTS + 1, 200), List.of(), now().minus(Duration.ofSeconds(5)), 60, 7);
    List<String> servers = simulation.estate().backEnds().stream().map(s -> s.name()).toList();
    int remotePort = Loopback.freePort();
    LiveEstate estate = LiveEstate.start(simulation, written, Clock.systemUTC());
    try (CutLink link = new CutLink(remotePort);
        LocalBroker broker =
            LocalBroker.startBehindProxy(folder.resolve("broker"), remotePort, link.port());
        Member central = correlator(broker.bootstrapServers());
        Member far = collector(written, servers.get(0), Loopback.ADDRESS + ":" + link.port());
        Member near = collector(written, servers.get(CUTS + 1), broker.bootstrapServers())) {
      link.mend();
      for (Member member : List.of(central, far, near)) {
        member.start();
      }
      List.of(central, far, near).forEach(Member::awaitReady);

      for (int cut = 0; cut < CUTS; cut++) {
        link.cut();
        Set<String> before = WrittenLines.of(written);
        Instant until = now().plus(CUT);
        for (String server : List.of(servers.get(cut), servers.get(CUTS + 1 + cut))) {
          estate.add(Fault.between(FaultKind.BINDING_MISSING, server, now(), until));
        }
        Awaitility.await("the cut").atMost(CUT.plusSeconds(5)).until(() -> now().isAfter(until));
        Set<String> meanwhile = WrittenLines.of(written);
        meanwhile.removeAll(before);
        String farSite = siteOf(servers.get(cut)) + "/";
        assertThat(meanwhile).anyMatch(place -> place.startsWith(farSite));
        assertThat(StoredLines.of(broker.bootstrapServers()).keySet())
            .as("rows in Kafka that were written behind the cut link")
            .noneMatch(place -> place.startsWith(farSite) && meanwhile.contains(place));
        link.mend();
      }

      Awaitility.await("all incidents resolved\n" + far.tail())
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () ->
                  assertThat(incidents(broker).values())
                      .hasSize(2 * CUTS)
                      .allMatch(i -> i.getState() == IncidentState.RESOLVED));
      estate.close();
      Awaitility.await("all rows in Kafka")
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () ->
                  StoredLines.of(broker.bootstrapServers())
                      .keySet()
                      .containsAll(WrittenLines.of(written)));
      compare(estate.truth().faults(), incidents(broker), ProxyRows.of(written));
    }
  }

  private static void compare(
      List<FaultTruth> faults, Map<String, Incident> incidents, List<ProxyRows.Row> rows) {
    for (FaultTruth fault : faults) {
      Incident incident = incidents.get(fault.fault().server().toLowerCase(Locale.ROOT));

      assertThat(incident.getFailedRequests())
          .isGreaterThanOrEqualTo(fault.failedRequests())
          .isEqualTo(
              ProxyRows.failures(
                  rows,
                  incident.getBackEnd(),
                  incident.getStartedAt(),
                  incident.getLastFailureAt()));
      assertThat(incident.getGeneration()).isEqualTo(1);
      System.out.printf(
          "[link] %s failed=%d, all of them found%n",
          incident.getBackEnd(), incident.getFailedRequests());
    }
  }

  /** The newest state of each back end's incident. */
  private static Map<String, Incident> incidents(LocalBroker broker) {
    Map<String, Incident> incidents = new HashMap<>();
    StoredTopic.readCommitted(
        broker.bootstrapServers(),
        Topic.INCIDENTS.topicName()::equals,
        (topic, key, value) -> {
          Incident incident = decode(value).getIncident();
          incidents.put(incident.getBackEnd(), incident);
        });
    return incidents;
  }

  private static IncidentChange decode(byte[] value) {
    try {
      return (IncidentChange) CODEC.decode(value);
    } catch (UndecodableRecordException e) {
      throw new AssertionError(e);
    }
  }

  private Member correlator(String kafka) {
    return new Member(
        "correlator-service",
        "correlator",
        folder,
        Map.of(
            "correlator.data-directory",
            folder.resolve("correlator-data").toString(),
            "correlator.kafka.bootstrap-servers",
            kafka));
  }

  /** Of the site of that server. */
  private Member collector(Path written, String server, String kafka) throws Exception {
    String site = siteOf(server);
    Path own = folder.resolve("estate-" + site);
    Files.createDirectories(own);
    Files.createSymbolicLink(own.resolve(site), written.resolve(site));
    return new Member(
        "collector-service",
        "collector-" + site,
        folder,
        Map.of(
            "collector.id",
            site,
            "collector.estate.directory",
            own.toString(),
            "collector.data.directory",
            folder.resolve("data-" + site).toString(),
            "collector.kafka.bootstrap-servers",
            kafka));
  }

  private static String siteOf(String server) {
    return server.substring(0, server.indexOf('-'));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
