/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static io.hop444.correlator.topology.EstateScene.answered;
import static io.hop444.correlator.topology.EstateScene.last;
import static io.hop444.correlator.topology.EstateScene.refused;
import static io.hop444.correlator.topology.EstateScene.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.schemas.Topic;
import io.hop444.wire.Cause;
import io.hop444.wire.Finding;
import io.hop444.wire.FindingKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bears on every back end reaches every task. Rows of failed handshakes are constructed. */
class NewsOfOthersTest {

  @TempDir private Path folder;
  @AutoClose private EstateScene estate;

  @BeforeEach
  void start() {
    estate = new EstateScene(folder, new EvictionMeter());
  }

  @Test
  void shouldTellEveryBackEndWhatAFrontEndSaysOfCertificates() {
    estate.send(refused(0, "cas01", "mbx01"));
    estate.send(said(1, "cas01", 36881));
    for (int second = 2; second < 40; second += 4) {
      estate.send(refused(second, "cas0" + (1 + second / 4 % 2), "mbx01"));
    }

    assertThat(last(estate.incidents()).getCause()).isEqualTo(Cause.EXPIRED);
  }

  @Test
  void shouldBlameAFrontEndThatSuddenlyRefusesAllBackEnds() {
    for (int second = 0; second < 400; second += 5) {
      for (String server : List.of("mbx01", "mbx02")) {
        estate.send(
            second < 100 ? answered(second, "cas01", server) : refused(second, "cas01", server));
        estate.send(answered(second + 1, "cas02", server));
      }
    }

    assertThat(estate.incidents()).isEmpty();
    assertThat(estate.read(Topic.FINDINGS))
        .anyMatch(
            value ->
                value instanceof Finding finding
                    && finding.getKind() == FindingKind.FRONT_END_TRUST
                    && finding.getServer().equals("cas01"));
  }

  /** The third is served by mbx02, and asks mbx01 nothing for a quarter of an hour. */
  @Test
  void shouldOpenNoneForFrontEndsThatRefuseWhatAnswersOthers() {
    for (String server : List.of("mbx01", "mbx02")) {
      for (int frontEnd = 1; frontEnd <= 3; frontEnd++) {
        estate.send(answered(frontEnd, "cas0" + frontEnd, server));
      }
    }
    for (int second = 10; second < 900; second += 40) {
      estate.send(refused(second, "cas01", "mbx02"));
      estate.send(refused(second + 5, "cas02", "mbx02"));
      estate.send(answered(second + 10, "cas03", "mbx02"));
      estate.send(refused(second + 15, "cas01", "mbx01"));
      estate.send(refused(second + 20, "cas02", "mbx01"));
    }

    assertThat(estate.incidents()).isEmpty();
  }

  @Test
  void shouldOpenAnIncidentForEachServerOfABadRollout() {
    for (int second = 0; second < 300; second += 5) {
      for (int server = 1; server <= 6; server++) {
        String frontEnd = "cas0" + (1 + (second / 5 + server) % 2);
        estate.send(
            second < 100
                ? answered(second, frontEnd, "mbx0" + server)
                : refused(second, frontEnd, "mbx0" + server));
      }
    }

    assertThat(estate.incidents())
        .extracting(change -> change.getIncident().getBackEnd())
        .contains("mbx01", "mbx02", "mbx03", "mbx04", "mbx05", "mbx06");
  }
}
