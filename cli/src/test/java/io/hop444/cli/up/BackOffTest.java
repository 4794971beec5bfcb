/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private final Supervisor.BackOff backOff =
      new Supervisor.BackOff(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(1));

  @Test
  void shouldWaitLongerEachTimeUpToTheMost() {
    Duration first = backOff.after(Duration.ZERO, Duration.ofSeconds(5));
    Duration second = backOff.after(first, Duration.ofSeconds(5));
    Duration third = backOff.after(second, Duration.ofSeconds(5));

    assertThat(first).isEqualTo(Duration.ofSeconds(1));
    assertThat(second).isEqualTo(Duration.ofSeconds(2));
    assertThat(third).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void shouldBeginAgainAfterAChildRanWell() {
    assertThat(backOff.after(Duration.ofSeconds(3), Duration.ofMinutes(1)))
        .isEqualTo(Duration.ofSeconds(1));
  }
}
