/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static io.hop444.correlator.topology.EstateScene.answered;
import static io.hop444.correlator.topology.EstateScene.client;
import static io.hop444.correlator.topology.EstateScene.deleted;
import static io.hop444.correlator.topology.EstateScene.failed;
import static io.hop444.correlator.topology.EstateScene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Thresholds;
import io.hop444.schemas.RecordTime;
import io.hop444.schemas.Topic;
import io.hop444.wire.BackEndRequest;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
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
 * The stream tells what a replay of the same records tells. Rows of failed handshakes are
 * constructed.
 */
class LikeAReplayTest {

  @TempDir private Path folder;
  @AutoClose private EstateScene estate;

  @BeforeEach
  void start() {
    estate = new EstateScene(folder, new EvictionMeter());
  }

  @Test
  void shouldGroupTheIncidentsOfARolloutAsAReplayDoes() {
    List<SpecificRecord> records = new ArrayList<>();
    for (int second = 0; second < 400; second += 5) {
      for (int server = 1; server <= 6; server++) {
        String frontEnd = "cas0" + (1 + (second / 5 + server) % 2);
        boolean broken = second >= 100 + 20 * server;
        records.add(
            broken
                ? refused(second, frontEnd, "mbx0" + server)
                : answered(second, frontEnd, "mbx0" + server));
      }
    }
    List<SpecificRecord> replayed = new ArrayList<>();
    Correlation replay = new Correlation(Thresholds.DEFAULT, replayed::add);

    records.forEach(estate::send);
    records.forEach(replay::accept);
    estate.pass(Duration.ofSeconds(30));
    replay.close();

    List<SpecificRecord> told = estate.read(Topic.INCIDENTS);
    Map<String, Incident> last = new TreeMap<>();
    told.forEach(
        value -> {
          Incident incident = ((IncidentChange) value).getIncident();
          last.put(incident.getId(), incident);
        });
    assertThat(last).hasSize(6);
    assertThat(last.values())
        .allSatisfy(
            incident -> {
              assertThat(incident.getScope()).isEqualTo(Scope.SITE);
              assertThat(incident.getGroupBackEnds()).hasSize(6);
            })
        .extracting(Incident::getGroupId)
        .containsOnly(last.values().iterator().next().getGroupId());
    assertThat(latest(told)).isEqualTo(latest(replayed));
  }

  @Test
  void shouldFindTheSameAsAReplay() {
    List<SpecificRecord> records = new ArrayList<>();
    for (int second = 0; second < 600; second += 3) {
      String frontEnd = "cas0" + (1 + second / 3 % 2);
      boolean broken = second >= 200 && second < 400;
      records.add(broken ? failed(second, frontEnd) : answered(second, frontEnd, "mbx01"));
      if (broken) {
        records.add(client(second, 503));
      }
    }
    records.add(deleted(200));
    records.sort(Comparator.comparing(RecordTime::of));
    List<SpecificRecord> replayed = new ArrayList<>();
    Correlation replay = new Correlation(Thresholds.DEFAULT, replayed::add);

    records.forEach(estate::send);
    records.forEach(replay::accept);
    estate.pass(Duration.ofSeconds(30));
    replay.close();

    assertThat(latest(estate.read(Topic.INCIDENTS))).isNotEmpty().isEqualTo(latest(replayed));
  }

  /** The stream gets rows as they are written, a replay in the order of their own times. */
  @Test
  void shouldFindTheSameAsAReplayWhereAClockIsBehind() {
    List<SpecificRecord> records = new ArrayList<>();
    for (int second = 0; second < 900; second += 3) {
      boolean slow = second / 3 % 2 == 0;
      String frontEnd = slow ? "cas01" : "cas02";
      boolean broken = second >= 400 && second < 700;
      ProxiedRequest row = broken ? failed(second, frontEnd) : answered(second, frontEnd, "mbx01");
      if (!broken) {
        records.add(reached(second));
      }
      records.add(
          ProxiedRequest.newBuilder(row)
              .setEndedAt(EstateScene.TEN.plusSeconds(slow ? second - 90 : second))
              .build());
    }
    List<SpecificRecord> replayed = new ArrayList<>();
    Correlation replay = new Correlation(Thresholds.DEFAULT, replayed::add);

    records.forEach(estate::send);
    records.stream().sorted(Comparator.comparing(RecordTime::of)).forEach(replay::accept);
    estate.pass(Duration.ofSeconds(30));
    replay.close();

    List<SpecificRecord> told = estate.read(Topic.INCIDENTS);
    Incident incident = ((IncidentChange) told.get(told.size() - 1)).getIncident();
    assertThat(incident.getStartedAt()).isEqualTo(EstateScene.TEN.plusSeconds(402));
    assertThat(incident.getFailedRequests()).isEqualTo(100);
    assertThat(incident.getEvidence())
        .allMatch(evidence -> !evidence.getText().isEmpty())
        .anyMatch(evidence -> evidence.getTime().equals(EstateScene.TEN.plusSeconds(402 - 90)));
    assertThat(latest(told)).isEqualTo(latest(replayed));
  }

  /** Its rows are of minutes to come by the clock of all others, which is no time to wait less. */
  @Test
  void shouldNotLetTimersGoOffByAClockThatIsAhead() {
    for (int second = 0; second < 400; second += 3) {
      boolean fast = second / 3 % 2 == 0;
      estate.send(reached(second));
      estate.send(
          ProxiedRequest.newBuilder(answered(second, fast ? "cas01" : "cas02", "mbx01"))
              .setEndedAt(EstateScene.TEN.plusSeconds(fast ? second + 90 : second))
              .build());
    }
    // A recycled pool, before it is back.
    for (int second = 400; second < 406; second++) {
      estate.send(
          ProxiedRequest.newBuilder(failed(second, second % 2 == 0 ? "cas01" : "cas02"))
              .setEndedAt(EstateScene.TEN.plusSeconds(second % 2 == 0 ? second + 90 : second))
              .build());
    }
    estate.pass(Duration.ofSeconds(8));
    assertThat(estate.read(Topic.INCIDENTS)).isEmpty();

    estate.pass(Duration.ofSeconds(8));
    assertThat(estate.read(Topic.INCIDENTS)).hasSize(1);
  }

  private static BackEndRequest reached(int second) {
    return BackEndRequest.newBuilder()
        .setPosition(
            new Position("DUB", "mbx01", "c", "DUB/mbx01/inetpub/W3SVC2/x.log", second * 100L))
        .setEndedAt(EstateScene.TEN.plusSeconds(second))
        .setStatus(200)
        .setSubStatus(0)
        .setWin32Status(0)
        .setTimeTakenMillis(5)
        .setRequester(Requester.PERSON)
        .setRequestId("id-" + second)
        .setText("")
        .build();
  }

  /** Bytes of the last state of each incident; how often it was told is the teller's matter. */
  private static Map<String, String> latest(List<SpecificRecord> results) {
    Map<String, String> last = new TreeMap<>();
    for (SpecificRecord result : results) {
      if (result instanceof IncidentChange change) {
        Incident incident = Incident.newBuilder(change.getIncident()).setVersion(0).build();
        last.put(incident.getId(), incident.toString());
      }
    }
    return last;
  }
}
