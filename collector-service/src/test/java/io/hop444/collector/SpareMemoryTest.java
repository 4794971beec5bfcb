/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpareMemoryTest {

  private long now = 1_000_000;
  private int givenBack;
  private final SpareMemory memory =
      new SpareMemory(() -> Instant.ofEpochMilli(now), () -> givenBack++);

  @Test
  void shouldGiveBackOnceAfterTheStart() {
    rest(SpareMemory.CALM_MILLIS - 1);
    assertThat(givenBack).isZero();

    rest(10 * SpareMemory.CALM_MILLIS);
    assertThat(givenBack).isEqualTo(1);
  }

  @Test
  void shouldGiveBackAgainOnlyAfterLongWork() {
    rest(2 * SpareMemory.CALM_MILLIS);

    work(SpareMemory.LONG - 1);
    rest(2 * SpareMemory.CALM_MILLIS);
    assertThat(givenBack).isEqualTo(1);

    work(1);
    rest(2 * SpareMemory.CALM_MILLIS);
    assertThat(givenBack).isEqualTo(2);
  }

  @Test
  void shouldNotHoldUpWorkThatGoesOn() {
    for (int i = 0; i < 50; i++) {
      work(SpareMemory.LONG);
      rest(SpareMemory.CALM_MILLIS / 2);
    }

    assertThat(givenBack).isZero();
  }

  @Test
  void shouldLetReadingGoOnWhereMemoryCannotBeGivenBack() {
    SpareMemory failing =
        new SpareMemory(
            () -> Instant.ofEpochMilli(now),
            () -> {
              givenBack++;
              throw new IllegalArgumentException("no such option");
            });

    failing.roundEnded(false);
    now += SpareMemory.CALM_MILLIS;
    failing.roundEnded(false);

    assertThat(givenBack).isEqualTo(1);
  }

  private void work(int rounds) {
    for (int i = 0; i < rounds; i++) {
      memory.roundEnded(true);
    }
  }

  private void rest(int millis) {
    for (int i = 0; i <= millis; i += 100) {
      memory.roundEnded(false);
      now += 100;
    }
  }
}
