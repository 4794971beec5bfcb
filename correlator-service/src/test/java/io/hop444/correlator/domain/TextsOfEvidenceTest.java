/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An incident's evidence keeps its text when late records have it judged anew. Constructed. */
class TextsOfEvidenceTest {

  private static final int FRONT_ENDS = 6;
  private static final int PROTOCOLS = 15;

  private final Scene rows = new Scene();
  private final Chronicler chronicler = new Chronicler(Thresholds.DEFAULT);
  private final Chronicle chronicle = new Chronicle(Scene.SERVER);
  private final List<Outcome> outcomes = new ArrayList<>();

  /** So many protocols are proven well that not all of these answers keep their text for long. */
  @Test
  void shouldShowTheTextOfEachProofAfterALateRecord() {
    askAll(0, "TrustFailure");
    askAll(100, "200");
    take(rows.row(50.5, "cas00", "P0", "TrustFailure", "anna"));
    outcomes.addAll(chronicler.close(chronicle, Scene.at(400)));

    Incident incident = last();
    assertThat(incident.impact().failedRequests()).isEqualTo(FRONT_ENDS * PROTOCOLS + 1);
    assertThat(incident.open()).isFalse();
    assertThat(incident.impact().recoveredFrontEnds()).hasSize(FRONT_ENDS);
    assertThat(incident.account().evidence()).allMatch(source -> !source.text().isEmpty());
  }

  private void askAll(int from, String status) {
    for (int i = 0; i < FRONT_ENDS * PROTOCOLS; i++) {
      take(rows.row(from + i, "cas0" + i % FRONT_ENDS, "P" + i / FRONT_ENDS, status, "anna"));
    }
  }

  private void take(Evidence evidence) {
    outcomes.addAll(chronicler.observe(chronicle, evidence));
  }

  private Incident last() {
    return outcomes.stream()
        .filter(Outcome.IncidentChanged.class::isInstance)
        .map(outcome -> ((Outcome.IncidentChanged) outcome).incident())
        .reduce((one, other) -> other)
        .orElseThrow();
  }
}
