/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which texts are kept for an incident to show. Rows of failed handshakes are constructed. */
class RecentEvidenceTest {

  private final Scene rows = new Scene();
  private final RecentEvidence recent = new RecentEvidence();

  @Test
  void shouldKeepTheTextOfTheFirstOfAFrontEndThoughItComesLate() {
    for (int i = 0; i < 40; i++) {
      fail(100 + i, i < 20 ? "cas01" : "cas02");
    }
    fail(110.5, "cas02");
    fail(139.5, "cas01");

    assertThat(withText()).contains(Scene.at(110.5)).doesNotContain(Scene.at(139.5));
  }

  @Test
  void shouldCutTheTextThatIsNotAmongTheFirstAnyMore() {
    for (int i = 0; i < 40; i++) {
      fail(100 + i, "cas01");
    }
    for (int i = 0; i < 10; i++) {
      fail(90 + i, "cas01");
    }

    assertThat(withText()).hasSize(24).allMatch(time -> time.isBefore(Scene.at(114)));
  }

  private void fail(double seconds, String frontEnd) {
    recent.add(rows.row(seconds, frontEnd, "Owa", "SendFailure", "anna"));
  }

  private List<Instant> withText() {
    return recent.all().stream()
        .map(ProxiedRow.class::cast)
        .filter(row -> !row.source().text().isEmpty())
        .map(ProxiedRow::at)
        .toList();
  }
}
