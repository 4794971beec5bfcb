/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class FailedStartTest {

  private static RuntimeException start(Throwable cause) {
    return new RuntimeException("Failed to start", cause);
  }

  @Test
  void shouldTellWrongSettingsFromWhatAnotherStartMayMend() {
    Throwable wrong = new IllegalArgumentException("collector.site is not set");
    Throwable away =
        new IllegalArgumentException(
            "collector.push.host is not known", new UnknownHostException("mbx07"));
    Throwable defect = new IllegalArgumentException("Comparison method violates its contract");

    assertThat(FailedStart.statusOf(1, start(wrong))).isEqualTo(2);
    assertThat(FailedStart.statusOf(1, start(away))).isEqualTo(1);
    assertThat(FailedStart.statusOf(1, start(defect))).isEqualTo(1);
    assertThat(FailedStart.statusOf(0, null)).isZero();
  }
}
