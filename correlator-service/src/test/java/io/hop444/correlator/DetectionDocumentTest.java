/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Cause;
import io.hop444.correlator.domain.FindingKind;
import io.hop444.correlator.domain.Thresholds;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DetectionDocumentTest {

  private final String document;

  DetectionDocumentTest() throws Exception {
    document = Files.readString(Path.of("../docs/detection.md"));
  }

  @Test
  void shouldExplainEveryCauseAndFinding() {
    for (Cause cause : Cause.values()) {
      assertThat(document).contains("\n| " + cause + " |");
    }
    for (FindingKind kind : FindingKind.values()) {
      assertThat(document).contains("\n| " + kind + " |");
    }
  }

  @Test
  void shouldStateTheNumbersTheRulesTurnOn() {
    Thresholds numbers = Thresholds.DEFAULT;

    assertThat(document.replaceAll("\\s+", " "))
        .contains("when " + numbers.settleAfterEvent().toSeconds() + " s pass without a success")
        .contains("at least " + numbers.persistentFailures() + " failed requests")
        .contains("or " + numbers.persistence().toSeconds() + " s of it")
        .contains("not before " + numbers.settle().toSeconds() + " s after the first")
        .contains("Not before " + numbers.settleWhenUnsure().toSeconds() + " s where")
        .contains("waited for " + numbers.recoveryPatience().toMinutes() + " minutes")
        .contains("within " + numbers.reopenWindow().toMinutes() + " minutes opens the same")
        .contains("not read within " + numbers.gapPatience().toMinutes() + " minutes is a gap");
  }
}
