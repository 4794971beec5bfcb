/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final RetrySchedule SCHEDULE =
      new RetrySchedule(Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofDays(3));

  private static NextStep after(DeliveryOutcome outcome, int attempts, double random) {
    return SCHEDULE.after(outcome, attempts, NOW, NOW, random);
  }

  private static DeliveryOutcome status(int status) {
    return DeliveryOutcome.ofStatus(status, Optional.empty());
  }

  private static NextStep retryIn(Duration pause) {
    return new NextStep.RetryAt(NOW.plus(pause));
  }

  @Test
  void shouldFinishOnAnySuccess() {
    assertThat(after(status(200), 1, 0)).isEqualTo(new NextStep.Finish());
    assertThat(after(status(204), 1, 0)).isEqualTo(new NextStep.Finish());
  }

  @Test
  void shouldDoubleThePauseUpToTheLongest() {
    assertThat(after(status(500), 1, 0)).isEqualTo(retryIn(Duration.ofMillis(500)));
    assertThat(after(status(500), 4, 0)).isEqualTo(retryIn(Duration.ofSeconds(4)));
    assertThat(after(status(500), 1_000, 0)).isEqualTo(retryIn(Duration.ofMinutes(5)));
  }

  @Test
  void shouldSpreadHalfOfThePause() {
    assertThat(after(status(500), 1, 0.5)).isEqualTo(retryIn(Duration.ofMillis(750)));
  }

  @Test
  void shouldWaitAsLongAsTheReceiverAsks() {
    DeliveryOutcome limited = DeliveryOutcome.ofStatus(429, Optional.of(Duration.ofMinutes(30)));

    assertThat(limited.reason()).isEqualTo(DeliveryReason.RATE_LIMITED);
    assertThat(after(limited, 1, 0)).isEqualTo(retryIn(Duration.ofMinutes(30)));
  }

  @Test
  void shouldNotBelieveARetryAfterOfAYear() {
    DeliveryOutcome limited = DeliveryOutcome.ofStatus(503, Optional.of(Duration.ofDays(365)));

    assertThat(after(limited, 1, 0)).isEqualTo(retryIn(Duration.ofHours(6)));
  }

  @Test
  void shouldDisableATargetThatIsGone() {
    assertThat(after(status(410), 1, 0)).isEqualTo(new NextStep.DisableTarget());
  }

  @Test
  void shouldGiveUpWhatIsTooOld() {
    NextStep next = SCHEDULE.after(status(500), 400, NOW, NOW.plus(Duration.ofDays(3)), 0);

    assertThat(next).isEqualTo(new NextStep.GiveUp());
  }

  @Test
  void shouldTellRedirectsAndRefusalsApart() {
    assertThat(status(301).reason()).isEqualTo(DeliveryReason.REDIRECTED);
    assertThat(status(404).reason()).isEqualTo(DeliveryReason.REFUSED);
    assertThat(status(502).reason()).isEqualTo(DeliveryReason.SERVER_ERROR);
  }
}
