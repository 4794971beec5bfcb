/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Evidence.TlsProbe.Ending;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of failed handshakes are constructed. */
class ProbeEvidenceTest {

  private static final List<String> OTHER = List.of("mail.contoso.test");
  private static final List<String> OWN = List.of("mbx01", "mbx01.contoso.test");

  private final Scene scene = new Scene();

  @Test
  void shouldFireAtTheSecondFailureBesideAProbeThatWasBrokenOff() {
    scene.success(0, "cas01", "Owa").probeEnded(50, Ending.BROKEN_OFF);

    scene.failure(61, "cas01", "Owa", "SendFailure").failure(62, "cas01", "Owa", "SendFailure");

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.lifespan().detectedAt()).isEqualTo(Scene.at(62));
    assertThat(incident.lifespan().startedAt()).isEqualTo(Scene.at(50));
    assertThat(incident.confidence()).isEqualTo(Confidence.MEDIUM);
    assertThat(incident.account().evidence())
        .extracting(Source::file)
        .contains("probe:mbx01.contoso.test:444");
  }

  @Test
  void shouldFireAfterASingleFailureThatNoAnswerFollows() {
    scene.probeEnded(50, Ending.BROKEN_OFF).failure(61, "cas01", "Owa", "SendFailure");

    scene.passTo(70);

    assertThat(scene.incident().orElseThrow().lifespan().detectedAt()).isEqualTo(Scene.at(66));
  }

  @Test
  void shouldFireAtOnceBesideAProbeThatShowsWhyTheCertificateIsRefused() {
    scene
        .success(0, "cas01", "Owa")
        .success(1, "cas02", "Owa")
        .probeShown(55, Scene.certificate(OTHER, Scene.at(9e7)));

    scene.failure(61, "cas01", "Owa", "TrustFailure").failure(62, "cas02", "Owa", "TrustFailure");

    Incident incident = scene.incident().orElseThrow();
    assertThat(incident.cause()).isEqualTo(Cause.NAME_MISMATCH);
    assertThat(incident.lifespan().detectedAt()).isEqualTo(Scene.at(62));
  }

  /** It may trust nobody; the others are content with the same certificate. */
  @Test
  void shouldNotFireAtOnceForASingleFrontEndWhileOthersAreServed() {
    scene
        .success(0, "cas01", "Owa")
        .success(1, "cas02", "Owa")
        .probeShown(55, Scene.certificate(OTHER, Scene.at(9e7)));

    scene.failure(61, "cas01", "Owa", "TrustFailure").failure(62, "cas01", "Ews", "TrustFailure");
    scene.passTo(70);

    assertThat(scene.incident()).isEmpty();
  }

  @Test
  void shouldNotBelieveAProbeThatAnswersHaveOvertaken() {
    scene.probeEnded(50, Ending.BROKEN_OFF).success(55, "cas01", "Owa");

    scene.failure(61, "cas01", "Owa", "SendFailure").failure(62, "cas01", "Owa", "SendFailure");

    assertThat(scene.incident()).isEmpty();
  }

  @Test
  void shouldSaySoWhenAProbeFindsAllWellDuringTheFailure() {
    scene.success(0, "cas01", "Owa");
    for (int i = 0; i < 6; i++) {
      scene.failure(60 + i * 10, "cas01", i % 2 == 0 ? "Owa" : "Ews", "SendFailure");
      scene.probeShown(65 + i * 10, Scene.certificate(OWN, Scene.at(9e7)));
    }

    scene.passTo(130);

    assertThat(scene.incident().orElseThrow().reasons().opposing())
        .anyMatch(reason -> reason.contains("was shown a certificate"));
  }

  @Test
  void shouldWarnInStepsThatRise() {
    Evidence.StoredCertificate certificate =
        Scene.certificate(OWN, Scene.TEN.plus(Duration.ofDays(70)));
    for (int hour = 0; hour < 70 * 24; hour += 6) {
      scene.probeShown(hour * 3600.0, certificate).snapshot(hour * 3600.0 + 1, true, certificate);
    }

    scene.end(70 * 86_400.0);

    List<Outcome.FindingChanged> told =
        scene.outcomes.stream()
            .filter(Outcome.FindingChanged.class::isInstance)
            .map(Outcome.FindingChanged.class::cast)
            .toList();
    assertThat(told.stream().map(Outcome.FindingChanged::id).distinct()).hasSize(3);
    assertThat(told.stream().map(Outcome.FindingChanged::severity).distinct())
        .containsExactly(
            FindingKind.Severity.INFO, FindingKind.Severity.WARNING, FindingKind.Severity.OUTAGE);
    assertThat(told).allMatch(finding -> finding.kind() == FindingKind.CERTIFICATE_EXPIRING);
    assertThat(told.get(0).firstAt()).isBetween(Scene.at(10 * 86_400.0), Scene.at(10.5 * 86_400.0));
    assertThat(told).hasSizeLessThan(130);
  }
}
