/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TroubleTest {

  private final AtomicLong nanoTime = new AtomicLong();
  private final Trouble trouble = new Trouble(nanoTime::get);

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  @Test
  void shouldTellOfLossesThatFollowEachOtherUntilTheyEnd() {
    trouble.lost(new IllegalStateException("once"));
    assertThat(trouble.reason()).isEmpty();

    pass(Duration.ofSeconds(2));
    trouble.lost(new IllegalStateException("twice"));
    assertThat(trouble.reason()).hasValue("twice");

    pass(Duration.ofSeconds(15));
    assertThat(trouble.reason()).isEmpty();
    trouble.lost(new IllegalStateException("much later"));
    assertThat(trouble.reason()).isEmpty();
  }
}
