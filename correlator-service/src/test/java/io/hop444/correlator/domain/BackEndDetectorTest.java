/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static io.hop444.correlator.domain.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackEndDetectorTest {

  private final Scene scene = new Scene();

  private Incident incident() {
    return scene.incident().orElseThrow();
  }

  @Test
  void shouldOpenAtTheSecondFailureBesideADeletedBinding() {
    scene
        .success(0, "cas01", "Owa")
        .httpSys(10, 15300, 444)
        .failure(12, "cas01", "Owa", "SendFailure", "anna")
        .failure(13, "cas02", "Ews", "SendFailure", "bert");

    assertThat(incident().cause()).isEqualTo(Cause.BINDING_MISSING);
    assertThat(incident().confidence()).isEqualTo(Confidence.HIGH);
    assertThat(incident().lifespan().startedAt()).isEqualTo(at(10));
    assertThat(incident().lifespan().detectedAt()).isEqualTo(at(13));
    assertThat(incident().impact().frontEnds()).containsExactly("cas01", "cas02");
    assertThat(incident().impact().protocols()).containsExactly("Ews", "Owa");
    assertThat(incident().impact().usersAffected()).isEqualTo(2);
    assertThat(incident().impact().failedRequests()).isEqualTo(2);
    assertThat(incident().identity().site()).isEqualTo("DUB");
  }

  @Test
  void shouldOpenOnASingleFailureBesideADeletedBindingWithinTenSeconds() {
    scene.httpSys(0, 15300, 444).failure(2, "cas01", "Owa", "SendFailure", null).passTo(30);

    assertThat(incident().lifespan().detectedAt()).isEqualTo(at(7));
    assertThat(incident().impact().usersAffected()).isZero();
  }

  @Test
  void shouldOpenOnPersistentFailuresAlone() {
    scene
        .failure(0, "cas01", "Owa", "SendFailure")
        .failure(4, "cas02", "Ews", "SendFailure")
        .failure(9, "cas01", "Mapi", "ReceiveFailure")
        .passTo(60);

    assertThat(incident().cause()).isEqualTo(Cause.TLS_HANDSHAKE_FAILING);
    assertThat(incident().confidence()).isEqualTo(Confidence.LOW);
    assertThat(incident().lifespan().detectedAt()).isEqualTo(at(15));
  }

  @Test
  void shouldOpenOnThreeFailuresInTenMinutesOfLowTraffic() {
    scene
        .failure(0, "cas01", "Owa", "SendFailure")
        .failure(300, "cas01", "Owa", "SendFailure")
        .failure(600, "cas01", "Owa", "SendFailure");

    assertThat(incident().lifespan().startedAt()).isEqualTo(at(0));
    assertThat(incident().lifespan().detectedAt()).isEqualTo(at(600));
  }

  @Test
  void shouldNotOpenOnSingleFailuresBetweenSuccesses() {
    for (int minute = 0; minute < 30; minute++) {
      scene
          .failure(minute * 60, "cas01", "Owa", "SendFailure")
          .success(minute * 60 + 5, "cas01", "Owa");
    }
    scene.end(3600);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).containsExactly("TRANSIENT/mbx01");
  }

  @Test
  void shouldNotOpenWhenAPoolRecycleBreaksSomeRequests() {
    scene
        .failure(0, "cas01", "Owa", "SendFailure")
        .failure(1, "cas02", "Owa", "ConnectionClosed")
        .failure(2, "cas01", "Ews", "SendFailure")
        .failure(3, "cas02", "Mapi", "ReceiveFailure")
        .success(8, "cas01", "Owa")
        .success(9, "cas02", "Owa")
        .end(600);

    assertThat(scene.incident()).isEmpty();
  }

  @Test
  void shouldNotMistakeNumericAnswersForAFailedHandshake() {
    for (int i = 0; i < 10; i++) {
      scene.failure(i, "cas0" + (i % 2 + 1), "Owa", "503");
    }
    scene.end(600);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).containsExactly("APP_POOL_STOPPED/mbx01");
  }

  @Test
  void shouldReportAServerThatIsDownAsUnreachable() {
    for (int i = 0; i < 10; i++) {
      scene.failure(10 * i, "cas0" + (i % 2 + 1), "Owa", "ConnectFailure");
    }
    scene.end(600);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).containsExactly("BACK_END_UNREACHABLE/mbx01");
  }

  @Test
  void shouldBlameTheBindingWhenThePrefixCouldNotBeRegistered() {
    scene
        .event(0, "Microsoft-Windows-IIS-W3SVC", 1007, 444, java.util.Map.of())
        .failure(5, "cas01", "Owa", "ConnectFailure")
        .failure(15, "cas02", "Owa", "ConnectFailure")
        .failure(25, "cas02", "Ews", "ConnectFailure")
        .passTo(60);

    assertThat(incident().cause()).isEqualTo(Cause.BINDING_CONFLICT);
  }

  @Test
  void shouldCallSettingsDeletedAndCreatedAgainMaintenance() {
    scene
        .success(0, "cas01", "Owa")
        .httpSys(10, 15300, 444)
        .httpSys(18, 15301, 444)
        .success(30, "cas01", "Owa")
        .end(600);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).containsExactly("MAINTENANCE/mbx01");
  }

  @Test
  void shouldReport15021OfPort443AsTheFrontDoor() {
    scene
        .httpSys(0, 15021, 443)
        .failure(1, "cas01", "Owa", "SendFailure")
        .success(2, "cas01", "Owa")
        .httpSys(3, 15021, 8443)
        .end(600);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings())
        .containsExactlyInAnyOrder("FRONT_DOOR_CERTIFICATE/mbx01", "TRANSIENT/mbx01");
  }

  @Test
  void shouldBlameTheFrontEndThatRefusesWhatOthersAccept() {
    for (int i = 0; i < 10; i++) {
      scene.failure(20 * i, "cas03", "Owa", "TrustFailure").success(20 * i + 5, "cas01", "Owa");
    }
    scene.end(600);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).containsExactly("FRONT_END_TRUST/cas03");
  }

  @Test
  void shouldReportAHardenedServerAsTlsConfiguration() {
    scene.event(0, "Schannel", 36874, 0, java.util.Map.of("Protocol", "TLS 1.0"));
    for (int i = 0; i < 6; i++) {
      scene.failure(i * 10 + 1, "cas0" + (i % 2 + 1), "Owa", "SecureChannelFailure");
    }
    scene.end(600);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).containsExactly("TLS_CONFIGURATION/mbx01");
  }

  @Test
  void shouldResolveWhenEveryFrontEndThatFailedIsServedAgain() {
    openIncident();

    scene.httpSys(100, 15301, 444).success(105, "cas01", "Owa");
    assertThat(incident().open()).isTrue();
    scene.success(110, "cas02", "Mapi");

    assertThat(incident().lifespan().resolvedAt()).isEqualTo(at(110));
    assertThat(scene.kindsOfChange())
        .containsExactly(Outcome.Change.OPENED, Outcome.Change.RESOLVED);
  }

  @Test
  void shouldNotResolveOnACreatedBindingAlone() {
    openIncident();

    scene.httpSys(100, 15301, 444).passTo(7200);

    assertThat(incident().open()).isTrue();
  }

  @Test
  void shouldNotWaitForEverForAFrontEndThatAsksNoMore() {
    openIncident();

    for (int i = 0; i < 30; i++) {
      scene.success(105 + i * 10, "cas01", "Owa");
    }

    assertThat(incident().open()).isFalse();
    assertThat(incident().lifespan().resolvedAt()).isEqualTo(at(225));
  }

  @Test
  void shouldReopenTheSameIncidentWhenTheFailureReturnsWithinTheWindow() {
    openIncident();
    scene.httpSys(100, 15301, 444).success(105, "cas01", "Owa").success(106, "cas02", "Owa");
    String id = incident().identity().id();

    scene
        .httpSys(300, 15300, 444)
        .failure(301, "cas01", "Owa", "SendFailure")
        .failure(302, "cas01", "Owa", "SendFailure");

    assertThat(incident().identity().id()).isEqualTo(id);
    assertThat(incident().open()).isTrue();
    assertThat(incident().impact().failedRequests()).isEqualTo(4);
    assertThat(scene.kindsOfChange())
        .containsExactly(Outcome.Change.OPENED, Outcome.Change.RESOLVED, Outcome.Change.REOPENED);
  }

  @Test
  void shouldOpenTheNextGenerationAfterTheWindow() {
    openIncident();
    scene.httpSys(100, 15301, 444).success(105, "cas01", "Owa").success(106, "cas02", "Owa");

    scene
        .httpSys(1200, 15300, 444)
        .failure(1201, "cas01", "Owa", "SendFailure")
        .failure(1202, "cas01", "Owa", "SendFailure");

    assertThat(incident().identity().generation()).isEqualTo(2);
    assertThat(incident().impact().failedRequests()).isEqualTo(2);
  }

  @Test
  void shouldCountARowThatArrivesTwiceOnce() {
    ProxiedRow twice = scene.row(12, "cas01", "Owa", "SendFailure", "anna");

    scene
        .httpSys(10, 15300, 444)
        .tell(twice)
        .tell(twice)
        .failure(13, "cas01", "Ews", "SendFailure")
        .tell(twice)
        .end(60);

    assertThat(incident().impact().failedRequests()).isEqualTo(2);
  }

  @Test
  void shouldNotBlameTlsForARequestTheBackEndLogged() {
    ProxiedRow failed = scene.row(10, "cas01", "Owa", "SendFailure", "anna");

    scene.backEndRow(9, failed.requestId()).tell(failed).end(600);

    assertThat(scene.incident()).isEmpty();
  }

  @Test
  void shouldReportABackEndLogThatIsNotCollected() {
    scene.success(0, "cas01", "Owa").success(301, "cas01", "Owa");

    assertThat(scene.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.log()).isEqualTo("W3SVC2");
              assertThat(gap.reason()).isEqualTo("NOT_COLLECTED");
              assertThat(gap.open()).isTrue();
            });
  }

  @Test
  void shouldCloseTheGapWhenTheLogIsReadAfterAll() {
    scene.success(0, "cas01", "Owa").success(301, "cas01", "Owa").backEndRow(302, null);

    assertThat(scene.gaps()).extracting(Outcome.GapChanged::open).containsExactly(true, false);
  }

  @Test
  void shouldProveTheThirdHopAbsentOnlyPastTheFailure() {
    scene.backEndRow(0, null);
    openIncident();
    assertThat(incident().account().hops().get(2).verdict()).isEqualTo(Incident.HopVerdict.UNKNOWN);

    scene.backEndRow(90, null).failure(95, "cas03", "Owa", "SendFailure").backEndRow(99, null);
    scene.end(200);

    assertThat(incident().account().hops().get(2).verdict()).isEqualTo(Incident.HopVerdict.ABSENT);
  }

  @Test
  void shouldWarnOfACertificateThatExpiresSoon() {
    scene.snapshot(
        0, true, Scene.certificate(List.of("mbx01"), Scene.TEN.plus(Duration.ofDays(20))));

    assertThat(scene.findings()).containsExactly("CERTIFICATE_EXPIRING/mbx01");
  }

  @Test
  void shouldWarnOfABoundCertificateThatIsGoneFromTheStore() {
    scene.snapshot(0, true);

    assertThat(scene.findings()).containsExactly("CERTIFICATE_ARMED/mbx01");
  }

  @Test
  void shouldGiveTheSameOutcomesWhenTheStateIsStoredAfterEveryRecord() {
    Scene stored = new Scene();
    List.of(scene, stored)
        .forEach(
            each -> {
              Runnable store =
                  each == stored ? () -> each.state = StateCopy.of(each.state) : () -> {};
              each.httpSys(0, 15300, 444);
              store.run();
              each.failure(2, "cas01", "Owa", "SendFailure");
              store.run();
              each.failure(3, "cas02", "Ews", "SendFailure", "bert");
              store.run();
              each.snapshot(20, false);
              store.run();
              each.httpSys(30, 15301, 444).success(31, "cas01", "Owa");
              store.run();
              each.success(40, "cas02", "Owa").failure(50, "cas02", "Owa", "KeepAliveFailure");
              store.run();
              each.end(900);
            });

    assertThat(stored.outcomes).isEqualTo(scene.outcomes);
  }

  private void openIncident() {
    scene
        .httpSys(0, 15300, 444)
        .failure(2, "cas01", "Owa", "SendFailure")
        .failure(3, "cas02", "Mapi", "SendFailure");
  }
}
