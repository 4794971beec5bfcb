/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Answers over connections that are older than the failure: front ends keep connections and use
 * them again, and devices wait for news for many minutes. Rows of failed handshakes are
 * constructed.
 */
class KeptConnectionsTest {

  private static final Map<String, String> SERVER_KEY = Map.of("Type", "server");

  private final Scene scene = new Scene();

  private void served(double from, double to) {
    for (double t = from; t < to; t += 5) {
      scene.success(t, "cas01", "Mapi").success(t + 1, "cas02", "Owa");
    }
  }

  @Test
  void shouldOpenBesideADeletedBindingThoughKeptConnectionsAreServed() {
    served(0, 600);

    scene.httpSys(600, 15300, 444);
    for (int i = 0; i < 4; i++) {
      scene.failure(605 + 10 * i, "cas01", "Ews", "SendFailure");
      served(606 + 10 * i, 614 + 10 * i);
    }

    assertThat(scene.incident()).get().extracting(i -> i.cause()).isEqualTo(Cause.BINDING_MISSING);
    assertThat(scene.incident().get().lifespan().detectedAt()).isEqualTo(Scene.at(615));
  }

  @Test
  void shouldOpenBesideAnUnusableCertificateThoughKeptConnectionsAreServed() {
    served(0, 600);

    for (int i = 0; i < 4; i++) {
      scene
          .httpSys(605 + 60 * i, 15021, 444)
          .event(605.1 + 60 * i, "Schannel", 36870, 0, SERVER_KEY);
      scene.failure(605.5 + 60 * i, "cas01", "Ews", "SendFailure");
      served(606 + 60 * i, 660 + 60 * i);
    }

    assertThat(scene.incident())
        .get()
        .extracting(i -> i.cause())
        .isEqualTo(Cause.CERTIFICATE_UNUSABLE);
  }

  @Test
  void shouldNotResolveWhileNewConnectionsFailBetweenAnswers() {
    scene.httpSys(600, 15300, 444);
    for (int i = 0; i < 20; i++) {
      scene.failure(605 + 30 * i, "cas01", "Ews", "SendFailure");
      served(606 + 30 * i, 634 + 30 * i);
    }
    assertThat(scene.kindsOfChange()).containsExactly(Outcome.Change.OPENED);

    scene.httpSys(1300, 15301, 444);
    served(1301, 1500);

    assertThat(scene.kindsOfChange())
        .containsExactly(Outcome.Change.OPENED, Outcome.Change.RESOLVED);
  }

  @Test
  void shouldNotOpenOnASingleFailureBesideADeletedBindingThatAnAnswerFollows() {
    served(0, 600);
    scene.httpSys(600, 15300, 444).failure(605, "cas01", "Ews", "SendFailure");
    served(606, 640);
    scene.httpSys(640, 15301, 444);
    served(641, 900);
    scene.end(4_000);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).contains("TRANSIENT/mbx01");
  }

  @Test
  void shouldNotTakeTheEndOfALongWaitForAnAnswerOfNow() {
    served(0, 600);
    for (int i = 0; i < 8; i++) {
      scene.failure(605 + 10 * i, "cas01", "Ews", "SendFailure");
      scene.failure(606 + 10 * i, "cas02", "Owa", "SendFailure");
      scene.longPoll(100, 607 + 10 * i, "cas01", "Mapi");
      scene.longPoll(100, 608 + 10 * i, "cas02", "Eas");
    }

    assertThat(scene.incident()).isPresent();
    assertThat(scene.kindsOfChange()).containsExactly(Outcome.Change.OPENED);
  }

  @Test
  void shouldTakeALongWaitThatBeganAfterTheFailureForAnAnswer() {
    served(0, 600);
    scene.failure(605, "cas01", "Ews", "SendFailure");
    scene.longPoll(606, 1_500, "cas01", "Mapi");
    scene.failure(1_600, "cas01", "Ews", "SendFailure");
    scene.longPoll(1_601, 2_500, "cas01", "Mapi");
    scene.failure(2_600, "cas01", "Ews", "SendFailure");
    scene.longPoll(2_601, 3_500, "cas01", "Mapi").end(4_000);

    assertThat(scene.incident()).isEmpty();
  }

  @Test
  void shouldNotEndWithAnAnswerToARequestFromBefore() {
    scene.success(0, "cas01", "Owa").success(1, "cas02", "Owa").httpSys(600, 15300, 444);
    for (int i = 0; i < 6; i++) {
      scene.failure(601 + i, "cas0" + (1 + i % 2), "Owa", "SendFailure");
    }
    scene.httpSys(700, 15301, 444).success(705, "cas01", "Owa");
    scene.success(710, "cas01", "Owa").success(715, "cas01", "Owa");

    scene.longPoll(590, 900, "cas01", "Eas");
    assertThat(scene.incident().orElseThrow().lifespan().resolvedAt()).isNull();

    scene.success(910, "cas01", "Owa");
    assertThat(scene.incident().orElseThrow().lifespan().resolvedAt()).isEqualTo(Scene.at(910));
  }
}
