/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void shouldReadSecondsAndDates() {
    assertThat(parse("120")).contains(Duration.ofMinutes(2));
    assertThat(parse("Fri, 20 Nov 2026 10:00:30 GMT")).contains(Duration.ofSeconds(30));
    assertThat(parse("Fri, 20 Nov 2026 09:00:00 GMT")).contains(Duration.ZERO);
  }

  @Test
  void shouldIgnoreWhatItCannotRead() {
    assertThat(parse("soon")).isEmpty();
    assertThat(parse("-5")).isEmpty();
    assertThat(parse("99999999999999999999")).isEmpty();
    assertThat(RetryAfter.parse(Optional.empty(), NOW)).isEmpty();
  }

  private static Optional<Duration> parse(String header) {
    return RetryAfter.parse(Optional.of(header), NOW);
  }
}
