/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Some front ends check the certificate (AllowInternalUntrustedCerts=0) and refuse it, the others
 * check nothing and are served all the time. Rows of refused certificates are constructed.
 */
class StrictFrontEndsTest {

  private static final int BROKEN_FROM = 600;
  private static final String[] PROTOCOLS = {"Owa", "Ews", "Mapi"};

  private final Scene scene = new Scene();

  @Test
  void shouldBlameACertificateThatIsKnownToBeBadThoughASingleFrontEndRefusesIt() {
    scene.snapshot(601, true, Story.named("mail.contoso.test"));

    refusedBy(List.of("cas03"));

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.cause()).isEqualTo(Cause.NAME_MISMATCH);
    assertThat(incident.impact().frontEnds()).containsExactly("cas03");
    assertThat(incident.lifespan().detectedAt()).isEqualTo(Scene.at(BROKEN_FROM + 62));
    assertThat(scene.findings()).isEmpty();
  }

  @Test
  void shouldBlameItWhereSeveralRefuseIt() {
    scene.snapshot(601, true, Story.untrusted());

    refusedBy(List.of("cas02", "cas03"));

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.cause()).isEqualTo(Cause.UNTRUSTED);
    assertThat(incident.impact().frontEnds()).containsExactly("cas02", "cas03");
  }

  @Test
  void shouldNotBlameTheBackEndForFrontEndsThatRefuseOthersToo() {
    for (String frontEnd : List.of("cas02", "cas03")) {
      scene.tell(
          new Evidence.FrontEndSignal(
              scene.row(BROKEN_FROM, frontEnd, "Owa", "TrustFailure", null).source(),
              Evidence.FrontEndSignal.Kind.REFUSES,
              frontEnd,
              "mbx02"));
    }

    refusedBy(List.of("cas02", "cas03"));

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).contains("FRONT_END_TRUST/cas02", "FRONT_END_TRUST/cas03");
  }

  /** The control panel and the shell check what mail clients' proxies do not. */
  @Test
  void shouldCountTheRefusalsOfSeveralProtocolsTogether() {
    scene.snapshot(601, true, Story.named("mail.contoso.test"));
    for (int second = 0; second < 1_200; second += 10) {
      scene.success(second, "cas0" + (1 + second / 10 % 3), "Owa");
      if (second >= BROKEN_FROM && second % 40 == 0) {
        String protocol = second % 80 == 0 ? "Ecp" : "PowerShell";
        scene.failure(second + 5, "cas0" + (1 + second / 40 % 2), protocol, "TrustFailure");
      }
    }
    scene.end(1_800);

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.cause()).isEqualTo(Cause.NAME_MISMATCH);
    assertThat(incident.lifespan().startedAt()).isEqualTo(Scene.at(BROKEN_FROM + 5));
    assertThat(incident.lifespan().detectedAt()).isEqualTo(Scene.at(BROKEN_FROM + 85));
    assertThat(incident.impact().protocols()).containsExactly("Ecp", "PowerShell");
    assertThat(incident.impact().failedRequests()).isEqualTo(15);
    assertThat(scene.findings()).isEmpty();
  }

  /** Once two of them were told as TRANSIENT, since others were served over their protocol. */
  @Test
  void shouldCountWhatStrictFrontEndsRefusedBeforeOthersWereServedOverThatProtocol() {
    scene.snapshot(590, true, Story.named("mail.contoso.test"));
    scene.success(500, "cas03", "Mapi").success(501, "cas01", "Mapi").success(502, "cas02", "Owa");
    scene.failure(BROKEN_FROM, "cas01", "Eas", "TrustFailure");
    scene.failure(BROKEN_FROM + 3, "cas02", "Mapi", "TrustFailure");
    scene.failure(BROKEN_FROM + 14, "cas02", "Mapi", "TrustFailure");
    scene.success(BROKEN_FROM + 20, "cas03", "Mapi");
    scene.failure(BROKEN_FROM + 25, "cas02", "Ews", "TrustFailure");
    scene.failure(BROKEN_FROM + 56, "cas02", "Ews", "TrustFailure");
    scene.passTo(BROKEN_FROM + 100);

    for (String protocol : List.of("Eas", "Mapi", "Ews")) {
      scene.success(BROKEN_FROM + 200, "cas01", protocol);
      scene.success(BROKEN_FROM + 201, "cas02", protocol);
    }
    scene.end(BROKEN_FROM + 900);

    assertThat(scene.incident().orElseThrow().impact().failedRequests()).isEqualTo(5);
    assertThat(scene.findings()).isEmpty();
  }

  private void refusedBy(List<String> strict) {
    for (int second = 0; second < 1_200; second += 5) {
      String protocol = PROTOCOLS[second / 5 % PROTOCOLS.length];
      for (int i = 1; i <= 4; i++) {
        String frontEnd = "cas0" + i;
        if (second >= BROKEN_FROM && strict.contains(frontEnd)) {
          scene.failure(second + 2, frontEnd, protocol, "TrustFailure");
        } else {
          scene.success(second + i * 0.1, frontEnd, protocol);
        }
      }
    }
    scene.end(1_800);
  }
}
