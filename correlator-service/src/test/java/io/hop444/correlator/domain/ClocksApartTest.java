/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Front ends whose clocks differ by a minute. Rows of failed handshakes are constructed. */
class ClocksApartTest {

  private static final int BEHIND = 50;
  private static final int BROKEN_FROM = 600;
  private static final String[] PROTOCOLS = {"Owa", "Ews", "Mapi"};

  private final Scene scene = new Scene();

  /** By its clock it fails for 50 s while others seem to be served. */
  @Test
  void shouldCountWhatAFrontEndFailedWhileOthersSeemedToBeServed() {
    for (int second = 0; second < 720; second += 5) {
      ask(second, "cas01", BROKEN_FROM - BEHIND, "SendFailure");
      ask(second + 1, "cas02", BROKEN_FROM, "SendFailure");
    }
    scene.end(1_200);

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.lifespan().startedAt()).isEqualTo(Scene.at(BROKEN_FROM - BEHIND));
    assertThat(incident.impact().failedRequests()).isEqualTo((120 + BEHIND) / 5 + 120 / 5);
    assertThat(scene.findings()).isEmpty();
  }

  /** The event is of the back end's clock, which this front end is far behind. */
  @Test
  void shouldCountWhatAFrontEndFailedLongBeforeTheEvent() {
    int behind = 240;
    for (int second = 0; second < 720; second += 5) {
      if (second == BROKEN_FROM) {
        scene.httpSys(second, 15021, 444);
      }
      ask(second, "cas01", BROKEN_FROM - behind, "SendFailure");
      ask(second + 1, "cas02", BROKEN_FROM, "SendFailure");
    }
    scene.end(1_200);

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.lifespan().startedAt()).isEqualTo(Scene.at(BROKEN_FROM - behind));
    assertThat(incident.impact().failedRequests()).isEqualTo((120 + behind) / 5 + 120 / 5);
    assertThat(scene.findings()).isEmpty();
  }

  @Test
  void shouldCountWhatAFrontEndFailedMinutesBeforeTheOthers() {
    int behind = 200;
    for (int second = 0; second < 720; second += 5) {
      ask(second, "cas01", BROKEN_FROM - behind, "SendFailure");
      ask(second + 1, "cas02", BROKEN_FROM, "SendFailure");
    }
    scene.end(1_200);

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.lifespan().startedAt()).isEqualTo(Scene.at(BROKEN_FROM - behind));
    assertThat(incident.impact().failedRequests()).isEqualTo((120 + behind) / 5 + 120 / 5);
    assertThat(scene.findings()).isEmpty();
  }

  @Test
  void shouldNotBlameAFrontEndWhoseClockIsBehindForWhatAllRefuse() {
    for (int second = 0; second < 720; second += 5) {
      ask(second, "cas01", BROKEN_FROM - BEHIND, "TrustFailure");
      ask(second + 1, "cas02", BROKEN_FROM, "TrustFailure");
      ask(second + 2, "cas03", BROKEN_FROM, "TrustFailure");
    }
    scene.end(1_200);

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.lifespan().startedAt()).isEqualTo(Scene.at(BROKEN_FROM - BEHIND));
    assertThat(incident.impact().frontEnds()).containsExactly("cas01", "cas02", "cas03");
    assertThat(incident.impact().failedRequests()).isEqualTo((120 + BEHIND) / 5 + 2 * 120 / 5);
    assertThat(scene.findings()).isEmpty();
  }

  @Test
  void shouldWaitForTheOthersBeforeItBlamesAFrontEndThatRefusesThisBackEndAlone() {
    for (int second = 0; second < BROKEN_FROM + 119; second += 5) {
      ask(second, "cas01", BROKEN_FROM, "TrustFailure");
      scene.success(second + 1, "cas02", PROTOCOLS[second / 5 % PROTOCOLS.length]);
    }
    assertThat(scene.findings()).isEmpty();

    scene.passTo(BROKEN_FROM + 121);
    scene.end(BROKEN_FROM + 600);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).containsExactly("FRONT_END_TRUST/cas01");
  }

  @Test
  void shouldBlameAFrontEndWhoseTroubleEndedSooner() {
    for (int second = 0; second < 660; second += 5) {
      boolean refuses = second >= BROKEN_FROM && second < BROKEN_FROM + 45;
      ask(second, "cas01", refuses ? BROKEN_FROM : Integer.MAX_VALUE, "TrustFailure");
      scene.success(second + 1, "cas02", PROTOCOLS[second / 5 % PROTOCOLS.length]);
    }
    scene.end(1_200);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).containsExactly("FRONT_END_TRUST/cas01");
  }

  private void ask(int second, String frontEnd, int brokenFrom, String failure) {
    String protocol = PROTOCOLS[second / 5 % PROTOCOLS.length];
    if (second < brokenFrom) {
      scene.success(second, frontEnd, protocol);
    } else {
      scene.failure(second, frontEnd, protocol, failure);
    }
  }
}
