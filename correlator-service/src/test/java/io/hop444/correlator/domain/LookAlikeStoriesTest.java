/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static io.hop444.correlator.domain.Story.GOOD;
import static io.hop444.correlator.domain.Story.LIFECYCLE;
import static io.hop444.correlator.domain.Story.busy;
import static io.hop444.correlator.domain.Story.documentedRow;
import static io.hop444.correlator.domain.Story.failures;
import static io.hop444.correlator.domain.Story.good;
import static io.hop444.correlator.domain.Story.keyless;
import static io.hop444.correlator.domain.Story.lifecycle;
import static io.hop444.correlator.domain.Story.named;
import static io.hop444.correlator.domain.Story.singleAddress;
import static io.hop444.correlator.domain.Story.untrusted;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Evidence.TlsProbe.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One story a line: what happens, and the findings that must come of it, but no incident. */
class LookAlikeStoriesTest {

  private final List<DynamicTest> table = new ArrayList<>();

  @Test
  void shouldDocumentAfterHowManyRecordsAFindingIsTold() throws Exception {
    for (FindingKind kind : FindingKind.values()) {
      String[] cells = documentedRow(kind).split("\\|");
      if (kind.threshold() > 1) {
        assertThat(cells[3].strip()).as("%s", kind).startsWith(kind.threshold() + "");
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> shouldRaiseNoFalseAlarm() {
    quiet("15021 of 443", Set.of("FRONT_DOOR_CERTIFICATE/mbx01"), s -> s.httpSys(600, 15021, 443));
    quiet("15021 of another port", Set.of(), s -> s.httpSys(600, 15021, 4443));
    quiet(
        "15300 of another port",
        Set.of(),
        s -> s.httpSys(600, 15300, 5986).failure(601, "cas01", "Owa", "SendFailure"));
    quiet(
        "settings replaced",
        Set.of("MAINTENANCE/mbx01"),
        s -> s.httpSys(600.5, 15300, 444).httpSys(600.7, 15301, 444));
    quiet(
        "settings deleted, created again after minutes, and nobody asked",
        Set.of("MAINTENANCE/mbx01"),
        s -> s.httpSys(600.5, 15300, 444).passTo(900).httpSys(900, 15301, 444));
    quiet(
        "the 15301 of a deletion was not collected, and a single failure days later",
        Set.of("TRANSIENT/mbx01"),
        s -> {
          s.httpSys(600.5, 15300, 444);
          busy(s, 601, 1800);
          s.failure(86_401, "cas02", "Owa", "SendFailure").passTo(86_431);
          busy(s, 86_440, 86_460);
        });
    quiet(
        "a 15021 at the start of the server, and a single failure later",
        Set.of("TRANSIENT/mbx01"),
        s -> {
          s.httpSys(600.5, 15021, 444);
          busy(s, 601, 900);
          s.failure(901, "cas02", "Owa", "SendFailure").passTo(921);
          busy(s, 921, 940);
        });
    quiet(
        "one front end trusts nobody",
        Set.of("FRONT_END_TRUST/cas03"),
        s -> {
          for (int i = 0; i < 20; i++) {
            s.failure(600 + i * 10, "cas03", i % 2 == 0 ? "Owa" : "Ews", "TrustFailure")
                .success(603 + i * 10, "cas01", "Owa")
                .success(604 + i * 10, "cas02", "Ews");
          }
        });
    quiet(
        "one front end's outbound connections are reset",
        Set.of(),
        s -> {
          for (int i = 0; i < 40; i++) {
            s.failure(600 + i * 5, "cas03", i % 2 == 0 ? "Owa" : "Ews", "SendFailure");
            if (i % 8 == 7) {
              s.success(602 + i * 5, "cas01", "Owa");
            }
          }
        });
    quiet("application pool stopped", Set.of("APP_POOL_STOPPED/mbx01"), s -> failures(s, "503"));
    quiet("application errors", Set.of("BACK_END_ERROR/mbx01"), s -> failures(s, "500"));
    quiet("too slow", Set.of("BACK_END_TIMEOUT/mbx01"), s -> failures(s, "Timeout"));
    quiet("server down", Set.of("BACK_END_UNREACHABLE/mbx01"), s -> failures(s, "ConnectFailure"));
    quiet("no name", Set.of("NAME_RESOLUTION/cas01"), s -> failures(s, "NameResolutionFailure"));
    quiet("dead pooled connections", Set.of(), s -> failures(s, "KeepAliveFailure"));
    quiet(
        "a reboot breaks what is under way, then connections are refused",
        Set.of("BACK_END_UNREACHABLE/mbx01"),
        s -> {
          for (int i = 0; i < 6; i++) {
            s.failure(
                600 + i * 0.3, "cas0" + (1 + i % 2), i % 3 == 0 ? "Owa" : "Ews", "SendFailure");
          }
          for (int i = 0; i < 20; i++) {
            s.failure(622 + i * 8, "cas0" + (1 + i % 2), "Owa", "ConnectFailure");
          }
          busy(s, 800, 830);
        });
    quiet(
        "a recycled pool breaks some requests",
        Set.of("TRANSIENT/mbx01"),
        s -> {
          for (int i = 0; i < 6; i++) {
            s.failure(
                600 + i, "cas0" + (1 + i % 2), i % 3 == 0 ? "Owa" : "Ews", "ConnectionClosed");
          }
          busy(s, 608, 640);
        });
    quiet(
        "single failures between successes, all night",
        Set.of("TRANSIENT/mbx01"),
        s -> {
          for (int i = 0; i < 30; i++) {
            s.failure(600 + i * 300, "cas01", "Owa", "SendFailure").passTo(600 + i * 300 + 200);
            busy(s, 600 + i * 300 + 210, 600 + i * 300 + 220);
          }
        });
    quiet(
        "protocols hardened",
        Set.of("TLS_CONFIGURATION/mbx01"),
        s -> {
          s.event(601, "Schannel", 36874, 0, Map.of("Protocol", "TLS 1.0"));
          failures(s, "SecureChannelFailure");
        });
    quiet(
        "protocols hardened, the event comes late and some connections are reset",
        Set.of("TLS_CONFIGURATION/mbx01"),
        s -> {
          for (int i = 0; i < 4; i++) {
            s.failure(601 + i * 5, "cas0" + (1 + i % 2), "Owa", "SecureChannelFailure");
          }
          s.failure(622, "cas01", "Ews", "SendFailure")
              .event(625, "Schannel", 36874, 0, Map.of("Protocol", "TLS 1.0"));
          failures(s, 630, "SecureChannelFailure");
        });
    quiet(
        "protocols hardened, and eased again right after a failure",
        Set.of("TLS_CONFIGURATION/mbx01"),
        s -> {
          s.event(601, "Schannel", 36874, 0, Map.of("Protocol", "TLS 1.0"));
          failures(s, "SecureChannelFailure");
          busy(s, 683, 684);
          s.failure(690, "cas01", "Owa", "SecureChannelFailure");
          busy(s, 691, 900);
        },
        Set.of("TRANSIENT/mbx01"));
    quiet(
        "protocols hardened, a probe finds none in common",
        Set.of("TLS_CONFIGURATION/mbx01"),
        s -> {
          s.probeEnded(601, Ending.NO_COMMON_PROTOCOL);
          failures(s, "SecureChannelFailure");
        });
    quiet(
        "connections die, then a probe finds nobody listening",
        Set.of(),
        s -> {
          for (int i = 0; i < 6; i++) {
            s.failure(600 + i * 2, "cas0" + (1 + i % 2), i % 3 == 0 ? "Owa" : "Ews", "SendFailure");
          }
          s.probeEnded(613, Ending.REFUSED);
        });
    quiet(
        "a probe is broken off and nobody is hurt",
        Set.of(),
        s -> {
          s.probeEnded(601, Ending.BROKEN_OFF).probeEnded(661, Ending.BROKEN_OFF);
          busy(s, 662, 700);
          s.failure(701, "cas02", "Owa", "SendFailure").passTo(721);
          busy(s, 722, 740);
        });
    quiet(
        "the 15301 of a deletion was not collected, a probe shows the certificate since",
        Set.of(),
        s -> {
          s.httpSys(601, 15300, 444);
          for (int i = 0; i < 20; i++) {
            s.probeShown(660 + i * 60, good());
          }
          s.failure(1900, "cas02", "Owa", "SendFailure").passTo(1906);
          busy(s, 1910, 1930);
        });
    quiet(
        "one front end trusts nobody, and probes do not trust the certificate either",
        Set.of("FRONT_END_TRUST/cas03"),
        s -> {
          for (int i = 0; i < 20; i++) {
            s.tell(
                    new Evidence.FrontEndSignal(
                        s.row(600 + i * 10, "cas03", "Owa", "TrustFailure", null).source(),
                        Evidence.FrontEndSignal.Kind.REFUSES,
                        "cas03",
                        "mbx02"))
                .failure(601 + i * 10, "cas03", i % 2 == 0 ? "Owa" : "Ews", "TrustFailure")
                .success(603 + i * 10, "cas01", "Owa")
                .success(604 + i * 10, "cas02", "Ews")
                .probeShown(605 + i * 10, untrusted());
          }
        });
    quiet(
        "a server is decommissioned",
        Set.of("BACK_END_UNREACHABLE/mbx01"),
        s -> {
          s.httpSys(630, 15300, 444);
          failures(s, 700, "ConnectFailure");
          failures(s, 1000, "NameResolutionFailure");
        });
    quiet(
        "a conflict is repaired and the server works, then is down",
        Set.of("BACK_END_UNREACHABLE/mbx01"),
        s -> {
          s.event(100, "Microsoft-Windows-IIS-W3SVC", 1007, 444, Map.of());
          failures(s, 700, "ConnectFailure");
        });
    quiet(
        "a server bound to one address works, then is down",
        Set.of("BACK_END_UNREACHABLE/mbx01"),
        s -> {
          s.tell(singleAddress(s, 100));
          busy(s, 101, 600);
          failures(s, 700, "ConnectFailure");
        });
    quiet(
        "the certificate expires soon",
        Set.of("CERTIFICATE_EXPIRING/mbx01"),
        s -> s.snapshot(601, true, Scene.certificate(GOOD, Scene.TEN.plus(Duration.ofDays(20)))));
    quiet(
        "the certificate is gone from the store",
        Set.of("CERTIFICATE_ARMED/mbx01"),
        s -> s.snapshot(601, true));
    quiet(
        "a probe is shown a certificate that expires soon",
        Set.of("CERTIFICATE_EXPIRING/mbx01"),
        s -> s.probeShown(601, Scene.certificate(GOOD, Scene.TEN.plus(Duration.ofDays(20)))));
    quiet(
        "the certificate that a probe is shown is deleted in the store",
        Set.of("CERTIFICATE_ARMED/mbx01"),
        s -> lifecycle(s.probeShown(540, good()), 601, 1004));
    quiet(
        "the old certificate is deleted after another was bound",
        Set.of("MAINTENANCE/mbx01"),
        s ->
            lifecycle(
                s.snapshot(10, true, good()).httpSys(601, 15300, 444).httpSys(601.2, 15301, 444),
                630,
                1004),
        Set.of("CERTIFICATE_ARMED/mbx01"));
    quiet(
        "the certificate's key is gone",
        Set.of("CERTIFICATE_ARMED/mbx01"),
        s -> s.snapshot(601, true, keyless()));
    quiet(
        "the bound certificate is deleted in the store",
        Set.of("CERTIFICATE_ARMED/mbx01"),
        s -> lifecycle(s.snapshot(10, true, good()), 601, 1004));
    quiet(
        "another certificate is deleted in the store",
        Set.of(),
        s ->
            s.snapshot(10, true, good())
                .event(601, LIFECYCLE, 1004, 0, Map.of("Thumbprint", "0".repeat(40))));
    quiet(
        "a lenient estate with a wrong name",
        Set.of(),
        s -> s.snapshot(10, true, named("mail.contoso.test")));
    quiet(
        "Schannel noise",
        Set.of(),
        s ->
            s.event(601, "Schannel", 36888, 0, Map.of("AlertDesc", "10"))
                .event(602, "Schannel", 36871, 0, Map.of("Type", "client"))
                .failure(603, "cas01", "Owa", "SendFailure")
                .success(604, "cas01", "Owa"));
    return table.stream();
  }

  @Test
  void shouldNotCallAReplacementMaintenanceThatFailsRightAfterIt() {
    Scene scene = new Scene();
    busy(scene, 0, 600);
    scene.httpSys(600, 15300, 444).httpSys(600.2, 15301, 444);
    failures(scene, "TrustFailure");
    scene.end(1_500);

    assertThat(scene.incident()).isPresent();
    assertThat(scene.findings()).isEmpty();
  }

  private void quiet(String story, Set<String> findings, Consumer<Scene> happens) {
    quiet(story, findings, happens, Set.of());
  }

  private void quiet(
      String story, Set<String> findings, Consumer<Scene> happens, Set<String> notFound) {
    table.add(
        DynamicTest.dynamicTest(
            story,
            () -> {
              Scene scene = new Scene();
              busy(scene, 0, 600);
              happens.accept(scene);
              scene.end(200_000);
              assertThat(scene.changes()).isEmpty();
              assertThat(scene.findings()).containsAll(findings);
              if (!notFound.isEmpty()) {
                assertThat(scene.findings()).doesNotContainAnyElementsOf(notFound);
              }
            }));
  }
}
