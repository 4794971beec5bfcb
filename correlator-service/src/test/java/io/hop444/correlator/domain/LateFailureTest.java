/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A back end that fails keeps failing, and its rows come from many logs in some disorder: judging
 * all of them anew for each is what an outage cannot afford. Rows of failed handshakes are
 * constructed.
 */
class LateFailureTest {

  private static final int FAILURES = 15;

  private final Scene rows = new Scene();
  private final Chronicler chronicler = new Chronicler(Thresholds.DEFAULT);
  private final Chronicle chronicle = new Chronicle(Scene.SERVER);

  @BeforeEach
  void failing() {
    tell(rows.row(0, "cas01", "Ews", "200", "anna"));
    for (int i = 0; i < FAILURES; i++) {
      tell(rows.row(60 + 10 * i, "cas01", "Ews", "SendFailure", "anna"));
    }
  }

  @Test
  void shouldCountALateFailureOfAnIncidentUnderWayAtOnce() {
    tell(rows.row(185, "cas01", "Ews", "SendFailure", "anna"));

    assertThat(chronicle.unjudged).isEmpty();
    assertThat(chronicle.current.incident.failedRequests).isEqualTo(FAILURES + 1);
  }

  @Test
  void shouldJudgeAnewWhereAnAnswerCameSince() {
    tell(rows.row(205, "cas02", "Owa", "200", "anna"));

    tell(rows.row(185, "cas01", "Ews", "SendFailure", "anna"));

    assertThat(chronicle.unjudged).hasSize(1);
  }

  @Test
  void shouldJudgeAnewAFailureOfAnotherKind() {
    tell(rows.row(185, "cas01", "Ews", "TrustFailure", "anna"));

    assertThat(chronicle.unjudged).hasSize(1);
  }

  @Test
  void shouldJudgeAnewAFailureFromBeforeTheIncidentWasFound() {
    tell(rows.row(61, "cas01", "Ews", "SendFailure", "anna"));

    assertThat(chronicle.unjudged).hasSize(1);
  }

  private void tell(ProxiedRow row) {
    assertThat(chronicler.observe(chronicle, row)).isNotNull();
  }
}
