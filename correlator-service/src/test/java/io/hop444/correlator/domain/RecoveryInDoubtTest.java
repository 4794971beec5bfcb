/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static io.hop444.correlator.domain.Outcome.Change.REOPENED;
import static io.hop444.correlator.domain.Outcome.Change.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A front end whose log comes late, after the recovery that others prove was told. Rows of failed
 * handshakes are constructed.
 */
class RecoveryInDoubtTest {

  private final Chronicler chronicler = new Chronicler(Thresholds.DEFAULT);
  private final Chronicle chronicle = new Chronicle(Scene.SERVER);
  private final Scene rows = new Scene();
  private final List<Outcome.IncidentChanged> told = new ArrayList<>();

  @Test
  void shouldNotCallAnybodyBackForWhatALateFrontEndHadFailedBefore() {
    breakAndMend();

    observe(12, "cas02", "SendFailure");
    advance(31);
    observe(45, "cas02", "200");
    advance(600);

    assertThat(told)
        .extracting(Outcome.IncidentChanged::change)
        .doesNotContain(REOPENED)
        .filteredOn(kind -> kind == RESOLVED)
        .hasSize(1);
    Incident last = told.get(told.size() - 1).incident();
    assertThat(last.impact().recoveredFrontEnds()).containsExactly("cas01", "cas02", "cas03");
    assertThat(last.lifespan().resolvedAt()).isEqualTo(Scene.at(45));
  }

  @Test
  void shouldTellAtOnceThatALateFrontEndFailsOn() {
    breakAndMend();

    observe(12, "cas02", "SendFailure");
    observe(32, "cas02", "SendFailure");
    advance(33);

    assertThat(told)
        .last()
        .satisfies(
            change -> {
              assertThat(change.change()).isEqualTo(REOPENED);
              assertThat(change.incident().impact().frontEnds()).contains("cas02");
            });
  }

  @Test
  void shouldTellInTimeThatALateFrontEndIsNotHeardOfAgain() {
    breakAndMend();

    observe(12, "cas02", "SendFailure");
    advance(149);
    assertThat(told).last().extracting(Outcome.IncidentChanged::change).isEqualTo(RESOLVED);
    advance(151);

    assertThat(told)
        .last()
        .satisfies(
            change -> {
              assertThat(change.change()).isEqualTo(REOPENED);
              assertThat(change.reason()).isEqualTo(Outcome.NOT_PROVEN);
            });
  }

  private void breakAndMend() {
    for (int second = 0; second <= 20; second += 2) {
      observe(second, "cas01", "SendFailure");
      observe(second + 1, "cas03", "SendFailure");
    }
    observe(29, "cas03", "200");
    observe(30, "cas01", "200");
    assertThat(told).last().extracting(Outcome.IncidentChanged::change).isEqualTo(RESOLVED);
  }

  private void observe(double second, String frontEnd, String status) {
    ProxiedRow row = rows.row(second, frontEnd, "Owa", status, "anna");
    keep(chronicler.observe(chronicle, row));
  }

  private void advance(double second) {
    keep(chronicler.advance(chronicle, Scene.at(second)));
  }

  private void keep(List<Outcome> outcomes) {
    outcomes.stream()
        .filter(Outcome.IncidentChanged.class::isInstance)
        .map(Outcome.IncidentChanged.class::cast)
        .forEach(told::add);
  }
}
