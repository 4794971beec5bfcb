/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static io.hop444.correlator.topology.EstateScene.answered;
import static io.hop444.correlator.topology.EstateScene.client;
import static io.hop444.correlator.topology.EstateScene.deleted;
import static io.hop444.correlator.topology.EstateScene.failed;
import static io.hop444.correlator.topology.EstateScene.last;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Eviction;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.schemas.Topic;
import io.hop444.wire.Cause;
import io.hop444.wire.Change;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.Evidence;
import io.hop444.wire.EvidenceKind;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelationTopologyTest {

  private final EvictionMeter evictions = new EvictionMeter();

  @TempDir private Path folder;
  @AutoClose private EstateScene estate;

  @BeforeEach
  void start() {
    estate = new EstateScene(folder, evictions);
  }

  @Test
  void shouldKeepItsNames() throws Exception {
    try (InputStream golden = getClass().getResourceAsStream("/topology.txt")) {
      String described =
          new CorrelationTopology(Thresholds.DEFAULT, evictions).get().describe().toString();

      assertThat(described.strip())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @Test
  void shouldWriteAnIncidentKeyedByItsBackEnd() {
    estate.send(deleted(0));
    estate.send(failed(1, "cas01"));
    estate.send(failed(2, "cas02"));

    List<IncidentChange> changes = estate.incidents();

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).getChange()).isEqualTo(Change.OPENED);
    assertThat(changes.get(0).getIncident().getCause()).isEqualTo(Cause.BINDING_MISSING);
    assertThat(changes.get(0).getIncident().getEvidence()).hasSize(3);
  }

  @Test
  void shouldLetTimersGoOffOnASilentStream() {
    estate.send(deleted(0));
    estate.send(failed(1, "cas01"));
    assertThat(estate.incidents()).isEmpty();

    estate.pass(Duration.ofSeconds(6));

    assertThat(estate.incidents())
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.getIncident().getDetectedAt())
                    .isEqualTo(EstateScene.TEN.plusSeconds(6)));
  }

  @Test
  void shouldSendAPoisonedRecordToTheDeadLettersAndGoOn() {
    byte[] poison = "{\"not\":\"avro\"}".getBytes(StandardCharsets.UTF_8);
    estate.sendBytes(Topic.PROXIED_REQUESTS, "mbx01", poison);
    estate.send(deleted(0));
    estate.send(failed(1, "cas01"));
    estate.send(failed(2, "cas02"));

    assertThat(estate.incidents()).hasSize(1);
    assertThat(estate.read(Topic.DEAD_LETTERS))
        .singleElement()
        .satisfies(
            value -> {
              DeadLetter letter = (DeadLetter) value;
              assertThat(letter.getSource()).isEqualTo("hop444.proxied-requests-0");
              assertThat(letter.getRaw().array()).contains(poison);
            });
  }

  /** A poisoned row of a front end's log vanished without a trace. */
  @Test
  void shouldSendPoisonedRowsOfFrontEndsToTheDeadLetters() {
    estate.sendBytes(Topic.CLIENT_REQUESTS, "id", new byte[] {1, 2, 3});

    assertThat(estate.read(Topic.DEAD_LETTERS))
        .extracting(value -> ((DeadLetter) value).getSource())
        .containsExactly("hop444.client-requests-0");
  }

  @Test
  void shouldShowTheFrontEndsRowsOfFailedRequestsWhicheverComesFirst() {
    estate.send(deleted(0));
    estate.send(client(1, 503));
    estate.send(failed(1, "cas01"));
    estate.send(failed(2, "cas02"));
    estate.send(client(2, 500));
    estate.send(failed(30, "cas01"));

    estate.pass(Duration.ofSeconds(60));

    Incident incident = last(estate.incidents());
    assertThat(incident.getHops().get(0).getDetail()).contains("with status 500 (1), 503 (1)");
    assertThat(incident.getEvidence())
        .filteredOn(piece -> piece.getKind() == EvidenceKind.FRONT_END_IIS)
        .extracting(Evidence::getOffset)
        .containsExactly(1L, 2L);
  }

  @Test
  void shouldCountWhatItForgets() {
    estate.send(answered(0, "cas01", "mbx01"));
    estate.send(answered(1_000, "cas01", "mbx01"));
    estate.send(failed(10, "cas01"));
    assertThat(evictions.of(Eviction.LATE_RECORD)).isEqualTo(1);
    assertThat(evictions.of(Eviction.RECENT_EVIDENCE)).isZero();

    for (int i = 0; i < 520; i++) {
      estate.send(
          ProxiedRequest.newBuilder(failed(2_000, "cas02"))
              .setPosition(
                  new Position("DUB", "cas02", "c", "DUB/cas02/HttpProxy/Owa/y.LOG", i * 9L))
              .build());
    }

    assertThat(evictions.of(Eviction.RECENT_EVIDENCE)).isPositive();
  }
}
