/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CauseRulesTest {

  private static final Instant LATER = Scene.TEN.plus(Duration.ofDays(400));

  private final Scene scene = new Scene();

  private Cause cause() {
    return scene.incident().orElseThrow().cause();
  }

  private void refuse() {
    scene
        .failure(100, "cas01", "Owa", "TrustFailure")
        .failure(105, "cas02", "Ews", "TrustFailure")
        .failure(110, "cas01", "Mapi", "TrustFailure")
        .passTo(150);
  }

  private void reset() {
    scene
        .failure(100, "cas01", "Owa", "SendFailure")
        .failure(105, "cas02", "Ews", "SendFailure")
        .failure(110, "cas01", "Mapi", "SendFailure")
        .passTo(150);
  }

  @Test
  void shouldSayRejectedWhenNothingSaysWhy() {
    refuse();

    assertThat(cause()).isEqualTo(Cause.CERTIFICATE_REJECTED);
  }

  @Test
  void shouldSayExpiredWhenTheSnapshotFromBeforeShowsIt() {
    scene.snapshot(0, true, Scene.certificate(List.of("MBX01"), Scene.at(95)));
    refuse();

    assertThat(cause()).isEqualTo(Cause.EXPIRED);
  }

  @Test
  void shouldSayMisnamedWhenTheBoundCertificateLacksTheName() {
    scene.snapshot(
        0, true, Scene.certificate(List.of("mail.contoso.test", "mbx010.contoso.test"), LATER));
    refuse();

    assertThat(cause()).isEqualTo(Cause.NAME_MISMATCH);
  }

  @Test
  void shouldAcceptTheShortTheFullAndTheWildcardName() {
    for (String name : List.of("MBX01", "mbx01.CONTOSO.test", "*.contoso.test")) {
      Scene named = new Scene();
      named
          .snapshot(0, true, Scene.certificate(List.of("mail.contoso.test", name), LATER))
          .failure(100, "cas01", "Owa", "TrustFailure")
          .failure(105, "cas02", "Ews", "TrustFailure")
          .failure(110, "cas01", "Mapi", "TrustFailure")
          .passTo(150);

      assertThat(named.incident().orElseThrow().cause())
          .as(name)
          .isEqualTo(Cause.CERTIFICATE_REJECTED);
    }
  }

  @Test
  void shouldNotAcceptAWildcardOfAnotherDomain() {
    scene.snapshot(0, true, Scene.certificate(List.of("*.example.test"), LATER));
    refuse();

    assertThat(cause()).isEqualTo(Cause.NAME_MISMATCH);
  }

  @Test
  void shouldSayMisnamedWhenAFrontEndExpectedAnotherName() {
    scene.event(99, "cas01", "Schannel", 36884, 0, Map.of("Name", "MBX01.contoso.test"), null);
    refuse();

    assertThat(cause()).isEqualTo(Cause.NAME_MISMATCH);
  }

  @Test
  void shouldRefineRejectedWhenASnapshotShowsWhy() {
    refuse();
    assertThat(cause()).isEqualTo(Cause.CERTIFICATE_REJECTED);

    scene.snapshot(160, true, Scene.certificate(List.of("mbx01"), Scene.at(90)));

    assertThat(cause()).isEqualTo(Cause.EXPIRED);
  }

  @Test
  void shouldNotTakeTheSnapshotOfTheRepairForThatOfTheFailure() {
    refuse();

    scene
        .success(200, "cas01", "Owa")
        .snapshot(210, true, Scene.certificate(List.of("mail.contoso.test"), LATER))
        .success(220, "cas02", "Owa");

    assertThat(cause()).isEqualTo(Cause.CERTIFICATE_REJECTED);
  }

  @Test
  void shouldSayUntrustedWhenTheChainIsNotTrusted() {
    Evidence.StoredCertificate untrusted =
        new Evidence.StoredCertificate(
            Scene.THUMBPRINT,
            List.of("mbx01"),
            Scene.TEN.minus(Duration.ofDays(1)),
            LATER,
            true,
            false,
            null);
    scene.snapshot(0, true, untrusted);
    refuse();

    assertThat(cause()).isEqualTo(Cause.UNTRUSTED);
  }

  @Test
  void shouldSayUnusableWhenThePrivateKeyCannotBeUsed() {
    scene
        .httpSys(98, 15021, 444)
        .event(99, "Schannel", 36870, 0, Map.of("Type", "server", "ErrorCode", "0x8009030D"));
    reset();

    assertThat(cause()).isEqualTo(Cause.CERTIFICATE_UNUSABLE);
    assertThat(scene.incident().orElseThrow().confidence()).isEqualTo(Confidence.HIGH);
  }

  @Test
  void shouldSayUnusableWhenTheBoundCertificateWasDeletedFromTheStore() {
    scene
        .snapshot(0, true, Scene.certificate(List.of("mbx01"), LATER))
        .event(
            90,
            "Microsoft-Windows-CertificateServicesClient-Lifecycle-System",
            1004,
            0,
            Map.of(
                "Thumbprint",
                Scene.THUMBPRINT.toLowerCase(java.util.Locale.ROOT),
                "AccountName",
                "CONTOSO\\admin",
                "ProcessName",
                "mmc.exe"));
    reset();

    assertThat(cause()).isEqualTo(Cause.CERTIFICATE_UNUSABLE);
    assertThat(scene.incident().orElseThrow().account().changedBy())
        .contains("CONTOSO\\admin / mmc.exe");
  }

  @Test
  void shouldSayWhoDeletedTheSettingsAlsoWhenThatIsKnownLater() {
    scene.httpSys(98, 15300, 444);
    reset();
    assertThat(scene.incident().orElseThrow().account().changedBy()).contains("enable the channel");

    scene
        .event(
            99,
            "Microsoft-Windows-IIS-Configuration",
            50,
            0,
            Map.of("UserName", "CONTOSO\\admin", "ProcessName", "InetMgr.exe"))
        .passTo(300);

    assertThat(scene.incident().orElseThrow().account().changedBy())
        .startsWith("SSL settings of port 444 deleted ")
        .endsWith(" by CONTOSO\\admin / InetMgr.exe (IIS configuration)");
  }

  @Test
  void shouldSayWhenTheSettingsWereReplacedBeforeARefusal() {
    scene
        .event(
            94,
            "Microsoft-Windows-CertificateServicesClient-Lifecycle-System",
            1006,
            0,
            Map.of("Thumbprint", "0".repeat(40), "AccountName", "CONTOSO\\robot"))
        .httpSys(95, 15300, 444)
        .httpSys(95.2, 15301, 444);
    refuse();

    assertThat(scene.incident().orElseThrow().account().changedBy())
        .startsWith("SSL settings of port 444 created ")
        .contains(" by CONTOSO\\robot");
  }

  @Test
  void shouldShowTheStatusOfA15021() {
    scene.event(
        98,
        Scene.SERVER,
        "Microsoft-Windows-HttpEvent",
        15021,
        444,
        Map.of(),
        "000004000200300000000000AD3A00C0000000000000000000000000000000000000000000000000250200C0");
    reset();

    assertThat(scene.incident().orElseThrow().reasons().supporting())
        .anyMatch(reason -> reason.contains("0xC0000225"));
  }

  @Test
  void shouldSayMissingWhenTheSnapshotOfTheFailureHasNoBinding() {
    reset();
    assertThat(cause()).isEqualTo(Cause.TLS_HANDSHAKE_FAILING);

    scene.snapshot(160, false);

    assertThat(cause()).isEqualTo(Cause.BINDING_MISSING);
  }
}
