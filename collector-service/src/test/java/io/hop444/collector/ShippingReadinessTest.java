/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.file.LogState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippingReadinessTest {

  private static LogState log(String name, int waitingSeconds) {
    return new LogState(
        "DUB",
        "mbx07",
        name,
        10,
        20,
        10,
        Duration.ZERO,
        null,
        Duration.ofSeconds(waitingSeconds),
        null);
  }

  @Test
  void shouldNameTheLogThatIsStalledLongest() {
    List<LogState> logs = List.of(log("W3SVC1", 50), log("W3SVC2", 90), log("HTTPERR", 3));

    assertThat(ShippingReadiness.stalled(logs))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .contains("DUB/mbx07/W3SVC2", "10 bytes", "90 s", "stalled logs: 2"));
  }

  @Test
  void shouldBeReadyWhileNoLogIsStalled() {
    assertThat(ShippingReadiness.stalled(List.of(log("W3SVC1", 45)))).isEmpty();
  }

  @Test
  void shouldShowTheLogsThatAreMostBehindWhereThereAreTooMany() {
    List<LogState> logs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      logs.add(log("HttpProxy/P" + i, i));
    }

    assertThat(LogMetrics.shown(logs, 3))
        .extracting(LogState::log)
        .containsExactly("HttpProxy/P9", "HttpProxy/P8", "HttpProxy/P7");
  }
}
