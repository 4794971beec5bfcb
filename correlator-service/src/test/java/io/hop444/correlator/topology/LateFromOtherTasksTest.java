/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static io.hop444.correlator.topology.EstateScene.answered;
import static io.hop444.correlator.topology.EstateScene.client;
import static io.hop444.correlator.topology.EstateScene.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Thresholds;
import io.hop444.schemas.RecordTime;
import io.hop444.schemas.Topic;
import io.hop444.wire.Change;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After a long backlog a back end's task has judged several incidents before other tasks say what
 * bears on the first. Rows of failed handshakes are constructed.
 */
class LateFromOtherTasksTest {

  private static final int CYCLE = 1_800;
  private static final int GENERATIONS = 3;

  @TempDir private Path folder;
  @AutoClose private EstateScene estate;

  @BeforeEach
  void start() {
    estate = new EstateScene(folder, new EvictionMeter());
  }

  @Test
  void shouldAddRowsOfTheFirstHopToAnIncidentThatIsNotTheLast() {
    List<SpecificRecord> backEnd = requestsTo("mbx01", 0);
    List<SpecificRecord> firstHops = firstHops();

    backEnd.forEach(estate::send);
    firstHops.forEach(estate::send);
    estate.pass(Duration.ofMinutes(1));

    Map<Integer, Incident> told = generations(estate.read(Topic.INCIDENTS), "mbx01");
    assertThat(told).hasSize(GENERATIONS);
    assertThat(told.values())
        .allSatisfy(
            incident ->
                assertThat(incident.getHops().get(0).getDetail()).contains("status 503 (12)"));
    assertThat(told).isEqualTo(replayed("mbx01", backEnd, firstHops));
  }

  @Test
  void shouldGroupAnIncidentThatIsNotTheLastWithOthersThatAreToldLater() {
    List<SpecificRecord> one = requestsTo("mbx01", 0);
    List<SpecificRecord> other = requestsTo("mbx02", 60);

    one.forEach(estate::send);
    other.forEach(estate::send);
    estate.pass(Duration.ofMinutes(1));

    Map<Integer, Incident> told = generations(estate.read(Topic.INCIDENTS), "mbx01");
    assertThat(told).hasSize(GENERATIONS);
    assertThat(told.values())
        .allSatisfy(incident -> assertThat(incident.getScope()).isEqualTo(Scope.SITE));
    assertThat(told).isEqualTo(replayed("mbx01", one, other));
  }

  @Test
  void shouldTellNothingWhenRowsOfAnEarlierIncidentComeAgain() {
    List<SpecificRecord> firstHops = firstHops();
    requestsTo("mbx01", 0).forEach(estate::send);
    firstHops.forEach(estate::send);
    estate.pass(Duration.ofMinutes(1));
    List<IncidentChange> before = estate.incidents();

    requestsTo("mbx01", 0).forEach(estate::send);
    firstHops.forEach(estate::send);
    estate.pass(Duration.ofMinutes(1));

    assertThat(before).extracting(IncidentChange::getChange).contains(Change.OPENED);
    assertThat(estate.incidents()).isEmpty();
  }

  private static List<SpecificRecord> requestsTo(String backEnd, int delay) {
    List<SpecificRecord> records = new ArrayList<>();
    for (int second = 0; second < GENERATIONS * CYCLE; second += isQuiet(second) ? 60 : 4) {
      String frontEnd = "cas0" + (1 + second / 4 % 2);
      ProxiedRequest row =
          isBroken(second - delay) ? failed(second, frontEnd) : answered(second, frontEnd, backEnd);
      records.add(
          ProxiedRequest.newBuilder(row)
              .setPosition(EstateScene.inLogOf(second, frontEnd, backEnd))
              .setBackEnd(backEnd)
              .setRequestId(backEnd.equals("mbx01") ? row.getRequestId() : backEnd + second)
              .build());
    }
    return records;
  }

  private static List<SpecificRecord> firstHops() {
    List<SpecificRecord> rows = new ArrayList<>();
    for (int second = 0; second < GENERATIONS * CYCLE; second += 4) {
      if (isBroken(second)) {
        rows.add(client(second, 503));
      }
    }
    return rows;
  }

  private static boolean isBroken(int second) {
    int inCycle = Math.floorMod(second, CYCLE);
    return inCycle >= 300 && inCycle < 420;
  }

  /** Long before and after an outage, when a row a minute says all there is. */
  private static boolean isQuiet(int second) {
    int inCycle = Math.floorMod(second, CYCLE);
    return inCycle < 240 || inCycle >= 600;
  }

  private static Map<Integer, Incident> replayed(
      String backEnd, List<SpecificRecord> some, List<SpecificRecord> others) {
    List<SpecificRecord> inOrder = new ArrayList<>(some);
    inOrder.addAll(others);
    inOrder.sort(Comparator.comparing(RecordTime::of));
    List<SpecificRecord> results = new ArrayList<>();
    Correlation replay = new Correlation(Thresholds.DEFAULT, results::add);
    inOrder.forEach(replay::accept);
    replay.close();
    return generations(results, backEnd);
  }

  /** The last state of each incident; how often it was told is the teller's matter. */
  private static Map<Integer, Incident> generations(List<SpecificRecord> results, String backEnd) {
    Map<Integer, Incident> last = new TreeMap<>();
    for (SpecificRecord result : results) {
      if (result instanceof IncidentChange change
          && change.getIncident().getBackEnd().equals(backEnd)) {
        Incident incident = change.getIncident();
        last.put(incident.getGeneration(), Incident.newBuilder(incident).setVersion(0).build());
      }
    }
    return last;
  }
}
