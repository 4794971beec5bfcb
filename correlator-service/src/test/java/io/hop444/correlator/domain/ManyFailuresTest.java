/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A busy server fails forty times a second, and no event says why: rows alone must last before they
 * are believed, and more of them come than are kept. Rows of failed handshakes are constructed.
 */
class ManyFailuresTest {

  private static final List<String> PROTOCOLS = List.of("Owa", "Ews", "Mapi");

  private final Scene scene = new Scene();

  @Test
  void shouldOpenAnIncidentThatBeginsWithTheFirstFailure() {
    busy(0, 600);

    for (int i = 0; i < 2_400; i++) {
      scene.failure(600 + i / 40.0, "cas0" + (1 + i % 3), PROTOCOLS.get(i % 3), "SendFailure");
    }

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.cause()).isEqualTo(Cause.TLS_HANDSHAKE_FAILING);
    assertThat(incident.lifespan().startedAt()).isEqualTo(Scene.at(600));
    assertThat(incident.lifespan().detectedAt()).isEqualTo(Scene.at(615));
    assertThat(scene.state.evictions.of(Eviction.FAILURE)).isPositive();
  }

  /** Strict clients refuse what others accept, and must do so for a minute. */
  @Test
  void shouldOpenOneOfRefusalsOfAProtocolWhileOthersAreServed() {
    busy(0, 600);

    for (int i = 0; i < 2_400; i++) {
      double at = 600 + i / 20.0;
      scene.failure(at, "cas0" + (1 + i % 2), "Mapi", "TrustFailure");
      if (i % 20 == 0) {
        scene.success(at + 0.01, "cas0" + (1 + i / 20 % 2), "Owa");
      }
    }

    assertThat(scene.incident().orElseThrow().lifespan().startedAt()).isEqualTo(Scene.at(600));
  }

  /** A late record has all judged anew, by what is kept of it. */
  @Test
  void shouldQuoteTheFirstFailureOfEachProtocolAndFrontEndAfterALateRecord() {
    scene.success(0, "cas01", "Owa").httpSys(600, 15300, 444);
    for (int i = 0; i < 60; i++) {
      scene.failure(602 + i, "cas01", "Owa", "SendFailure");
    }
    scene.failure(662, "cas02", "Ews", "SendFailure").failure(663, "cas01", "Eas", "SendFailure");

    scene.failure(601, "cas01", "Mapi", "SendFailure").end(1_200);

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.impact().protocols()).containsExactly("Eas", "Ews", "Mapi", "Owa");
    assertThat(incident.account().evidence())
        .filteredOn(source -> source.file().contains("/Ews/") || source.file().contains("/Eas/"))
        .hasSize(2)
        .allSatisfy(source -> assertThat(source.text()).startsWith("text of"));
  }

  private void busy(double from, double to) {
    for (double at = from; at < to; at += 2) {
      scene.success(at, "cas0" + (1 + (int) at / 2 % 3), PROTOCOLS.get((int) at / 2 % 3));
    }
  }
}
