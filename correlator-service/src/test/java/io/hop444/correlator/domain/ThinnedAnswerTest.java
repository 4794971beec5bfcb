/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that are not kept, since those around them tell as much. Rows are constructed. */
class ThinnedAnswerTest {

  private final Scene rows = new Scene();
  private final Chronicler chronicler = new Chronicler(Thresholds.DEFAULT);
  private final Chronicle chronicle = new Chronicle(Scene.SERVER);
  private final List<Outcome> outcomes = new ArrayList<>();

  /** Of three answers in one second the one in the middle comes last, and it alone began late. */
  @Test
  void shouldTakeTheProofOfAnAnswerThatComesLateBetweenOthers() {
    tell(rows.row(0, "cas01", "Owa", "200", "anna"));
    for (int i = 0; i < 8; i++) {
      tell(rows.row(60 + 10 * i, "cas01", "Owa", "SendFailure", "anna"));
    }
    tell(rows.row(200.1, "cas01", "Owa", "200", "anna").begunAt(Scene.at(10)));
    tell(rows.row(200.9, "cas01", "Owa", "200", "anna").begunAt(Scene.at(10)));
    assertThat(changes()).containsExactly(Outcome.Change.OPENED);

    tell(rows.row(200.5, "cas01", "Owa", "200", "anna").begunAt(Scene.at(200.4)));
    outcomes.addAll(chronicler.advance(chronicle, Scene.at(230)));

    assertThat(changes()).containsExactly(Outcome.Change.OPENED, Outcome.Change.RESOLVED);
  }

  private void tell(Evidence evidence) {
    outcomes.addAll(chronicler.observe(chronicle, evidence));
  }

  private List<Outcome.Change> changes() {
    return outcomes.stream()
        .filter(Outcome.IncidentChanged.class::isInstance)
        .map(outcome -> ((Outcome.IncidentChanged) outcome).change())
        .filter(change -> change != Outcome.Change.UPDATED)
        .toList();
  }
}
