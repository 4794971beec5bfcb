/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockSkewTest {

  private static final long START = 1_800_000_000_000L / 300_000 * 300_000;

  private final ClockSkew skew = new ClockSkew();

  @Test
  void shouldTakeTheRowThatWasWrittenSoonest() {
    skew.saw(START - 40_000, START);
    skew.saw(START - 900, START + 100);
    skew.saw(START - 30_000, START + 200);

    assertThat(skew.millis(START + 200)).isEqualTo(-1_000);
  }

  @Test
  void shouldTellAClockThatIsAhead() {
    skew.saw(START + 120_000, START);

    assertThat(skew.millis(START)).isEqualTo(120_000);
  }

  @Test
  void shouldForgetWhatIsOldAndKnowNothingWithoutRows() {
    assertThat(skew.millis(START)).isNull();
    skew.saw(START + 120_000, START);

    assertThat(skew.millis(START + 300_000)).isEqualTo(120_000);
    skew.saw(START + 300_000 - 5, START + 300_000);
    assertThat(skew.millis(START + 600_000)).isEqualTo(-5);
    assertThat(skew.millis(START + 900_000)).isNull();
  }
}
