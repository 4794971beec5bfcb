/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of failed handshakes are constructed. */
class TurningFailureTest {

  private final Scene scene = new Scene();

  /** The missing certificate is replaced by a wrong one: no answer comes in between. */
  @Test
  void shouldNameTheNewCauseOfAFailureThatHasBecomeAnother() {
    missing();

    scene.httpSys(300, 15301, 444);
    scene.snapshot(303, true, Scene.certificate(List.of("mail.contoso.test"), Scene.at(9e7)));
    refusals(300, 8);

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.cause()).isEqualTo(Cause.NAME_MISMATCH);
    assertThat(incident.identity().generation()).isEqualTo(1);
    assertThat(incident.lifespan().startedAt()).isEqualTo(Scene.at(60));
    assertThat(scene.kindsOfChange()).containsExactly(Outcome.Change.OPENED);
  }

  @Test
  void shouldNotKeepACauseThatIsDisprovedEvenWhenNothingSaysWhyNow() {
    missing();

    refusals(300, 8);

    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.CERTIFICATE_REJECTED);
  }

  @Test
  void shouldKeepTheCauseWhileFailuresOfBothKindsCome() {
    missing();

    for (int i = 0; i < 20; i++) {
      scene.failure(300 + i * 10, "cas01", "Owa", i % 3 == 0 ? "SendFailure" : "TrustFailure");
    }

    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.BINDING_MISSING);
  }

  private void missing() {
    scene.success(0, "cas01", "Owa").httpSys(60, 15300, 444);
    for (int i = 0; i < 20; i++) {
      scene.failure(61 + i * 10, "cas01", i % 2 == 0 ? "Owa" : "Ews", "SendFailure");
    }
    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.BINDING_MISSING);
  }

  private void refusals(double from, int count) {
    for (int i = 0; i < count; i++) {
      scene.failure(from + 5 + i * 10, "cas01", i % 2 == 0 ? "Owa" : "Ews", "TrustFailure");
    }
  }
}
