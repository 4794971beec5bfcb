/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static io.hop444.correlator.topology.EstateScene.answered;
import static io.hop444.correlator.topology.EstateScene.deleted;
import static io.hop444.correlator.topology.EstateScene.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.schemas.Topic;
import io.hop444.wire.Change;
import io.hop444.wire.Finding;
import io.hop444.wire.IncidentChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit writes all states that changed. Rows of failed handshakes are constructed. */
class PromptCommitTest {

  @TempDir private Path folder;

  @Test
  void shouldCommitAtOnceWhatBeginsAndEndsButNotWhatIsUpdated() {
    List<SpecificRecord> told;
    try (EstateScene estate = new EstateScene(folder, new EvictionMeter())) {
      estate.send(deleted(0));
      for (int second = 1; second < 60; second++) {
        estate.send(failed(second, "cas0" + (1 + second % 2)));
      }
      for (int second = 60; second < 400; second++) {
        estate.send(answered(second, "cas0" + (1 + second % 2), "mbx01"));
      }
      estate.pass(Duration.ofMinutes(5));
      told = estate.read(Topic.INCIDENTS);
    }

    assertThat(told)
        .extracting(change -> ((IncidentChange) change).getChange())
        .contains(Change.OPENED, Change.UPDATED, Change.RESOLVED);
    assertThat(told)
        .allSatisfy(
            change ->
                assertThat(PromptCommit.isAwaited(change))
                    .isEqualTo(((IncidentChange) change).getChange() != Change.UPDATED));
  }

  @Test
  void shouldCommitAtOnceAFindingThatIsNew() {
    List<SpecificRecord> told;
    try (EstateScene estate = new EstateScene(folder, new EvictionMeter())) {
      for (int second = 0; second < 300; second++) {
        estate.send(failed(second, "cas0" + (1 + second % 2), "500"));
      }
      estate.pass(Duration.ofMinutes(5));
      told = estate.read(Topic.FINDINGS);
    }

    assertThat(told).extracting(finding -> ((Finding) finding).getVersion()).contains(1L, 2L);
    assertThat(told)
        .allSatisfy(
            finding ->
                assertThat(PromptCommit.isAwaited(finding))
                    .isEqualTo(((Finding) finding).getVersion() == 1));
  }
}
