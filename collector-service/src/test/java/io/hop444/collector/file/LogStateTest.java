/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.wire.GapReason;
import io.hop444.wire.LogKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is told of every log, whether Kafka is there or not. */
class LogStateTest extends FollowedEstate {

  private LogState state() {
    return tailer.logs().stream()
        .filter(log -> log.name().equals("DUB/cas01/W3SVC1"))
        .findFirst()
        .orElseThrow();
  }

  private void waitSeconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      tailer.round();
    }
  }

  @Test
  void shouldTellHowFarEventTimeIsBehindWhileRowsWait() throws Exception {
    now = Instant.parse("2026-11-20T10:06:00Z");
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    assertThat(state().lag()).isZero();
    assertThat(state().acknowledgedAt()).isNotNull();

    write(log(), row("b"));
    waitSeconds(30);

    Duration behind = Duration.between(Instant.parse("2026-11-20T10:05:02Z"), now);
    assertThat(state().lag()).isEqualTo(behind);
    assertThat(state().lagBytes()).isEqualTo(row("b").length());
    assertThat(state().waiting()).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(31));
  }

  @Test
  void shouldTellAStallWithinAMinuteAndItsEnd() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    write(log(), row("b"));

    waitSeconds(60);
    Duration before = state().waiting();
    shipping.acknowledgeAll();
    waitSeconds(2);

    assertThat(before).isGreaterThan(Duration.ofSeconds(45));
    assertThat(state().waiting()).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void shouldTellALagThatGrowsWhileKafkaIsAway() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    shipping.room = false;
    write(log(), row("b") + row("c"));

    waitSeconds(60);

    assertThat(state().lagBytes()).isEqualTo(row("b").length() + row("c").length());
    assertThat(state().waiting()).isGreaterThan(Duration.ofSeconds(45));
  }

  @Test
  void shouldNotCallALineWithoutItsEndAStall() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    write(log(), "2026-11-20 10:05:02 /ow");

    waitSeconds(120);

    assertThat(state().lagBytes()).isPositive();
    assertThat(state().waiting()).isLessThan(Duration.ofSeconds(3));
    assertThat(state().lag()).isZero();
  }

  @Test
  void shouldCountRowsOfOtherSitesAndGapsByReason() throws Exception {
    start(false);
    Path other = folder.resolve("estate/DUB/CAS01/W3SVC9/u_ex.log");
    write(other, HEADER + "2026-11-20 10:05:02 /shop 80 200\n2026-11-20 10:05:03 /x 8080 200\n");
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    shipping.room = false;
    write(log(), row("b"));
    rounds();
    Files.writeString(log(), HEADER);
    shipping.room = true;

    roundsAndAcknowledge();

    assertThat(tailer.totals().ignored(LogKind.OTHER_IIS)).isEqualTo(2);
    assertThat(tailer.totals().records(LogKind.FRONT_END_IIS)).isEqualTo(1);
    assertThat(tailer.totals().gaps(GapReason.TRUNCATED)).isEqualTo(1);
    assertThat(tailer.totals().gaps(GapReason.DELETED_UNREAD)).isZero();
  }
}
