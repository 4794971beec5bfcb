/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
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

  @Test
  void shouldTellAWrongSettingInOneLine() {
    LogRecord wrong =
        telling(start(new IllegalArgumentException("collector.push.port is no port: 0")));
    LogRecord away =
        telling(
            start(
                new IllegalArgumentException(
                    "collector.seal.key-file: DUB.key", new NoSuchFileException("DUB.key"))));
    LogRecord certificate = telling(start(new NoSuchFileException("/etc/page.key")));
    LogRecord defect = telling(new IllegalStateException("state"));

    assertThat(FailedStart.shorten(wrong)).isTrue();
    assertThat(FailedStart.shorten(away)).isTrue();
    assertThat(FailedStart.shorten(certificate)).isTrue();
    assertThat(FailedStart.shorten(defect)).isTrue();

    assertThat(wrong.getMessage())
        .isEqualTo("The service does not start: collector.push.port is no port: 0");
    assertThat(wrong.getThrown()).isNull();
    assertThat(away.getMessage()).endsWith("collector.seal.key-file: DUB.key (does not exist)");
    assertThat(certificate.getMessage()).contains("/etc/page.key does not exist");
    assertThat(defect.getThrown()).isNotNull();
  }

  @Test
  void shouldLeaveItToTheStartToTellAWrongSetting() {
    Throwable wrong = new IllegalArgumentException("alert.page-url has no host");

    assertThat(FailedStart.isOfNoSetting(telling(start(wrong)))).isFalse();
    assertThat(FailedStart.isOfNoSetting(telling(start(new NoSuchFileException("x"))))).isTrue();
    assertThat(FailedStart.isOfNoSetting(telling(null))).isTrue();
  }

  private static LogRecord telling(Throwable failure) {
    LogRecord telling = new LogRecord(Level.SEVERE, "Failed to start application");
    telling.setThrown(failure);
    return telling;
  }
}
