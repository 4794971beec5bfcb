/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerStateTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(300));
  private static final Instant LATELY = NOW.minusSeconds(5);
  private static final Duration QUIET_AFTER = Duration.ofMinutes(5);

  private static ServerState of(
      long open, long acknowledged, boolean warned, Instant end, long gaps, Instant seenAt) {
    return ServerState.of(
        new ServerState.Signs(open, acknowledged, warned, end, gaps, seenAt), QUIET_AFTER, NOW);
  }

  @Test
  void shouldSayTheWorstThatHolds() {
    Instant longAgo = NOW.minus(QUIET_AFTER).minusMillis(1);

    assertThat(of(1, 1, true, NOW, 1, longAgo)).isEqualTo(ServerState.FAILING);
    assertThat(of(0, 1, true, NOW, 1, longAgo)).isEqualTo(ServerState.ACKNOWLEDGED);
    assertThat(of(0, 0, true, NOW, 1, longAgo)).isEqualTo(ServerState.QUIET);
    assertThat(of(0, 0, true, LATER, 1, LATELY)).isEqualTo(ServerState.WARNING);
    assertThat(of(0, 0, false, LATER, 1, LATELY)).isEqualTo(ServerState.INCOMPLETE);
    assertThat(of(0, 0, false, LATER, 0, LATELY)).isEqualTo(ServerState.OK);
    assertThat(of(0, 0, false, null, 0, NOW.minus(QUIET_AFTER))).isEqualTo(ServerState.OK);
    assertThat(of(0, 0, false, null, 0, null)).isEqualTo(ServerState.UNKNOWN);
  }

  @Test
  void shouldWarnWhenACertificateEndsWithinThirtyDays() {
    Instant limit = NOW.plus(Duration.ofDays(30));

    assertThat(of(0, 0, false, limit.minusMillis(1), 0, LATELY)).isEqualTo(ServerState.WARNING);
    assertThat(of(0, 0, false, limit, 0, LATELY)).isEqualTo(ServerState.OK);
  }

  @Test
  void shouldTakeTheWorstOfSeveral() {
    assertThat(ServerState.worst(List.of(ServerState.UNKNOWN, ServerState.OK)))
        .isEqualTo(ServerState.OK);
    assertThat(ServerState.worst(List.of(ServerState.OK, ServerState.QUIET)))
        .isEqualTo(ServerState.QUIET);
    assertThat(ServerState.worst(List.of())).isEqualTo(ServerState.UNKNOWN);
  }
}
