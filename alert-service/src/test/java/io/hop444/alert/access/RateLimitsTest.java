/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldLetABurstPassAndThenTheRate() {
    RateLimits limits = new RateLimits(2, 3);

    for (int i = 0; i < 3; i++) {
      assertThat(limits.take("anna", 0)).isZero();
    }

    assertThat(limits.take("anna", 0)).isEqualTo(Duration.ofMillis(500));
    assertThat(limits.take("anna", SECOND / 2)).isZero();
    assertThat(limits.take("anna", SECOND / 2)).isPositive();
  }

  @Test
  void shouldKeepCallersApart() {
    RateLimits limits = new RateLimits(1, 1);
    limits.take("anna", 0);

    assertThat(limits.take("bert", 0)).isZero();
    assertThat(limits.take("anna", 0)).isPositive();
  }

  @Test
  void shouldNotLetARestGrowBeyondTheBurst() {
    RateLimits limits = new RateLimits(100, 2);
    limits.take("anna", 0);

    assertThat(limits.take("anna", 60 * SECOND)).isZero();
    assertThat(limits.take("anna", 60 * SECOND)).isZero();
    assertThat(limits.take("anna", 60 * SECOND)).isPositive();
  }

  @Test
  void shouldNotRememberEverybodyForEver() {
    RateLimits limits = new RateLimits(1, 1);

    for (int i = 0; i < 50_000; i++) {
      limits.take("caller " + i, 0);
    }

    assertThat(limits.size()).isLessThanOrEqualTo(10_000);
  }
}
