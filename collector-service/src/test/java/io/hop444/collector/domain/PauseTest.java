/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PauseTest {

  private final Pause pause = new Pause();

  @Test
  void shouldBeOverWhenItNeverBeganAndWhenItsTimeIsUp() {
    assertThat(pause.isOver(-5)).isTrue();
    assertThat(pause.hasBegun()).isFalse();

    pause.start(1_000, 50);

    assertThat(pause.hasBegun()).isTrue();
    assertThat(pause.isOver(1_000)).isFalse();
    assertThat(pause.isOver(1_049)).isFalse();
    assertThat(pause.isOver(1_050)).isTrue();
  }

  @Test
  void shouldBeOverWhenTheClockWasSetBack() {
    pause.start(1_000_000, 50);

    assertThat(pause.isOver(999_999)).isTrue();
  }
}
