/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class BeginRequestTest {

  @Test
  void shouldReadWhenARequestBegan() {
    assertThat(BeginRequest.of("a,b,BeginRequest=2024-02-29T23:59:58.123Z;CorrelationID=<empty>;"))
        .isEqualTo(Instant.parse("2024-02-29T23:59:58.123Z"));
  }

  @Test
  void shouldNotGuessWhereTheRowTellsNoTime() {
    assertThat(BeginRequest.of("")).isNull();
    assertThat(BeginRequest.of("BeginRequest=;")).isNull();
    assertThat(BeginRequest.of("BeginRequest=2024-02-29T23:59:58")).isNull();
    assertThat(BeginRequest.of("BeginRequest=2023-02-29T23:59:58.123Z;")).isNull();
    assertThat(BeginRequest.of("BeginRequest=2024-13-01T23:59:58.123Z;")).isNull();
    assertThat(BeginRequest.of("BeginRequest=20.02.2024 23:59:58.123Z;")).isNull();
  }
}
