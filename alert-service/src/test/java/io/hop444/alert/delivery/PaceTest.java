/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace();

  /** Sends {@code number} evenly in the second that begins at {@code second}. */
  private void send(int second, int number) {
    for (int i = 0; i < number; i++) {
      pace.sent(Duration.ofSeconds(second).toNanos() + i * 1_000_000_000L / number);
    }
  }

  private int aheadAt(int second) {
    return pace.ahead(Duration.ofSeconds(second).toNanos());
  }

  @Test
  void shouldLetNothingWaitBeforeAnythingWasSent() {
    assertThat(aheadAt(1)).isZero();
  }

  @Test
  void shouldLetWaitWhatIsSentInAFifthOfASecond() {
    send(1, 500);

    assertThat(aheadAt(2)).isBetween(95, 100);
  }

  @Test
  void shouldLetNothingWaitForASlowTarget() {
    send(1, 2);

    assertThat(aheadAt(2)).isZero();
  }

  @Test
  void shouldForgetAFastTimeWhenTheTargetStalls() {
    send(1, 500);
    assertThat(aheadAt(2)).isPositive();

    assertThat(aheadAt(17)).isZero();
  }

  @Test
  void shouldKeepMemoryBounded() {
    send(1, 100_000);

    assertThat(aheadAt(2)).isEqualTo(Pace.MOST_AHEAD);
  }
}
