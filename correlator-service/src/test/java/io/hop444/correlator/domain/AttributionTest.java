/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of failed handshakes are constructed. */
class AttributionTest {

  private static final String CONFIGURATION = "Microsoft-Windows-IIS-Configuration";
  private static final String LIFECYCLE =
      "Microsoft-Windows-CertificateServicesClient-Lifecycle-System";
  private static final Map<String, String> ADMIN = Map.of("SubjectUserName", "CONTOSO\\admin1");

  private final Scene scene = new Scene();

  @Test
  void shouldNameWhoDeletedTheSettingsAndWhen() {
    scene.success(0, "cas01", "Owa").httpSys(60, 15300, 444);
    scene.event(59, CONFIGURATION, 29, 0, ADMIN);

    assertThat(changedBy())
        .isEqualTo(
            "SSL settings of port 444 deleted 2026-11-20T10:01:00Z by CONTOSO\\admin1 (IIS"
                + " configuration)");
  }

  @Test
  void shouldNameTheChannelToEnableWhenNobodyIsKnown() {
    scene.success(0, "cas01", "Owa").httpSys(60, 15300, 444);

    assertThat(changedBy())
        .startsWith("SSL settings of port 444 deleted 2026-11-20T10:01:00Z")
        .contains("not known", "Microsoft-IIS-Configuration/Operational");
  }

  @Test
  void shouldNameTheChannelsToEnableWhenNoChangeIsKnown() {
    scene.success(0, "cas01", "Owa");

    assertThat(changedBy())
        .startsWith("not known")
        .contains("CertificateServicesClient-Lifecycle-System/Operational", "System");
  }

  @Test
  void shouldNameWhoDeletedTheCertificateAndWithWhat() {
    scene
        .success(0, "cas01", "Owa")
        .snapshot(5, true, Scene.certificate(List.of("mbx01"), Scene.at(9e7)))
        .event(
            58,
            LIFECYCLE,
            1004,
            0,
            Map.of(
                "Thumbprint",
                Scene.THUMBPRINT,
                "AccountName",
                "CONTOSO\\admin2",
                "ProcessName",
                "mmc.exe"));

    assertThat(changedBy())
        .isEqualTo("certificate changed 2026-11-20T10:00:58Z by CONTOSO\\admin2 / mmc.exe");
  }

  /** HTTP.sys told nothing, but somebody changed IIS a moment before. */
  @Test
  void shouldNameWhoChangedIisShortlyBefore() {
    scene.success(0, "cas01", "Owa").event(50, CONFIGURATION, 50, 0, ADMIN);

    assertThat(changedBy())
        .isEqualTo(
            "IIS configuration changed 2026-11-20T10:00:50Z by CONTOSO\\admin1 (IIS"
                + " configuration)");
  }

  @Test
  void shouldNotBlameAChangeOfLongAgo() {
    scene.success(0, "cas01", "Owa").event(1, CONFIGURATION, 50, 0, ADMIN);
    scene.success(3000, "cas01", "Owa");
    fail(3060);

    assertThat(scene.incident().orElseThrow().account().changedBy()).startsWith("not known");
  }

  @Test
  void shouldBlameTimeForACertificateThatRanOut() {
    scene
        .success(0, "cas01", "Owa")
        .snapshot(5, true, Scene.certificate(List.of("mbx01"), Scene.at(60)));
    for (int i = 0; i < 9; i++) {
      scene.failure(61 + i * 10, "cas01", "Owa", "TrustFailure");
    }
    scene.passTo(200);

    assertThat(scene.incident().orElseThrow().account().changedBy()).startsWith("nobody");
  }

  private String changedBy() {
    fail(61);
    return scene.incident().orElseThrow().account().changedBy();
  }

  private void fail(double from) {
    for (int i = 0; i < 9; i++) {
      scene.failure(from + i * 10, "cas01", "Owa", "SendFailure");
    }
    scene.passTo(from + 200);
  }
}
