/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

class StreamHealthTest {

  /** A restart would only make it begin again. */
  @Test
  void shouldBeAliveWhileTasksMoveAndWhileKafkaIsAway() {
    assertThat(StreamLiveness.isAlive(KafkaStreams.State.REBALANCING)).isTrue();
    assertThat(StreamLiveness.isAlive(null)).isTrue();
  }

  @Test
  void shouldNotBeAliveWhenTheStreamHasGivenUp() {
    assertThat(StreamLiveness.isAlive(KafkaStreams.State.ERROR)).isFalse();
  }

  @Test
  void shouldBeReadyOnlyWhileItRuns() {
    assertThat(KafkaStreams.State.values())
        .filteredOn(StreamReadiness::isReady)
        .containsExactly(KafkaStreams.State.RUNNING);
    assertThat(StreamReadiness.isReady(null)).isFalse();
  }
}
