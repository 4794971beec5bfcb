/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Evidence.TlsProbe.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One story a line: what happens, and the causes of the incidents and the findings that must come
 * of it. All rows of failed handshakes are constructed.
 */
class DiagnosisTableTest {

  private static final Instant YEARS_LATER = Scene.TEN.plus(Duration.ofDays(900));
  private static final String LIFECYCLE =
      "Microsoft-Windows-CertificateServicesClient-Lifecycle-System";
  private static final List<String> GOOD = List.of("MBX01", "mbx01.contoso.test");

  private final List<DynamicTest> table = new ArrayList<>();
  private final List<String> document;

  DiagnosisTableTest() throws Exception {
    document = Files.readAllLines(Path.of("../docs/detection.md"));
  }

  /** Each rule that a story of this table follows must stand in the operators' table. */
  private String documentedRow(Enum<?> name) {
    return document.stream()
        .filter(line -> line.startsWith("| " + name + " |"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in docs/detection.md"));
  }

  @Test
  void shouldDocumentAfterHowManyRecordsAFindingIsTold() {
    for (FindingKind kind : FindingKind.values()) {
      String[] cells = documentedRow(kind).split("\\|");
      if (kind.threshold() > 1) {
        assertThat(cells[3].strip()).as("%s", kind).startsWith(kind.threshold() + "");
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> shouldNameEveryCause() {
    // Settings deleted, with and without the events of it.
    incident(Cause.BINDING_MISSING, "15300 and failures", s -> s.httpSys(600, 15300, 444), SENDS);
    incident(
        Cause.BINDING_MISSING,
        "15300 and 15021",
        s -> s.httpSys(600, 15300, 444).httpSys(601, 15021, 444),
        SENDS);
    incident(
        Cause.BINDING_MISSING,
        "119 of newer builds",
        s -> s.event(600, "Microsoft-Windows-HttpService", 119, 444, Map.of()),
        SENDS);
    incident(
        Cause.BINDING_MISSING,
        "a snapshot alone, after it opened",
        s -> {},
        SENDS.andThen(s -> s.snapshot(700, false)));
    incident(
        Cause.BINDING_MISSING,
        "a snapshot of before shows the binding, 15300 comes after",
        s -> s.snapshot(10, true, good()).httpSys(600, 15300, 444),
        SENDS);
    incident(
        Cause.BINDING_MISSING,
        "other names of the same failure",
        s -> s.httpSys(600, 15300, 444),
        s -> failures(s, "ConnectionClosed", "ReceiveFailure", "SecureChannelFailure"));
    // Certificate unusable.
    incident(
        Cause.CERTIFICATE_UNUSABLE,
        "15021 and 36870",
        s -> s.httpSys(600, 15021, 444).event(600, "Schannel", 36870, 0, Map.of("Type", "server")),
        SENDS);
    incident(Cause.CERTIFICATE_UNUSABLE, "15021 alone", s -> s.httpSys(600, 15021, 444), SENDS);
    incident(
        Cause.CERTIFICATE_UNUSABLE,
        "a snapshot without the certificate",
        s -> {},
        SENDS.andThen(s -> s.snapshot(700, true)));
    incident(
        Cause.CERTIFICATE_UNUSABLE,
        "a snapshot without the private key",
        s -> {},
        SENDS.andThen(s -> s.snapshot(700, true, keyless())));
    incident(
        Cause.CERTIFICATE_UNUSABLE,
        "deleted from the store, by its thumbprint",
        s -> lifecycle(s.snapshot(10, true, good()), 590, 1004),
        SENDS);
    incident(
        Cause.CERTIFICATE_UNUSABLE,
        "replaced by one that cannot be used",
        s -> s.httpSys(600, 15300, 444).httpSys(600.2, 15301, 444).httpSys(601, 15021, 444),
        SENDS);
    // Refused certificates.
    incident(Cause.CERTIFICATE_REJECTED, "nothing says why", s -> {}, REFUSALS);
    incident(
        Cause.CERTIFICATE_REJECTED,
        "a third-party certificate with the full name",
        s -> s.snapshot(10, true, named("mail.contoso.test", "MBX01.Contoso.Test")),
        REFUSALS);
    incident(
        Cause.CERTIFICATE_REJECTED,
        "a third-party certificate with the short name",
        s -> s.snapshot(10, true, named("mail.contoso.test", "mbx01")),
        REFUSALS);
    incident(
        Cause.CERTIFICATE_REJECTED,
        "a wildcard of the server's domain",
        s -> s.snapshot(10, true, named("*.contoso.test")),
        REFUSALS);
    incident(
        Cause.CERTIFICATE_REJECTED,
        "a name with its label",
        s -> s.snapshot(10, true, named("DNS Name=mbx01.contoso.test")),
        REFUSALS);
    incident(
        Cause.NAME_MISMATCH,
        "a wildcard of the domain above",
        s -> s.snapshot(10, true, named("*.test")),
        REFUSALS);
    incident(
        Cause.NAME_MISMATCH,
        "a name that only begins like the server's",
        s -> s.snapshot(10, true, named("mbx010.contoso.test", "mbx01x")),
        REFUSALS);
    incident(
        Cause.NAME_MISMATCH,
        "the snapshot comes after it opened",
        s -> {},
        REFUSALS.andThen(s -> s.snapshot(700, true, named("mail.contoso.test"))));
    incident(
        Cause.EXPIRED,
        "expired, by the snapshot of before",
        s -> s.snapshot(10, true, Scene.certificate(GOOD, Scene.at(599))),
        REFUSALS);
    incident(Cause.EXPIRED, "expired, by an event alone", s -> lifecycle(s, 599, 1002), REFUSALS);
    incident(
        Cause.EXPIRED,
        "not valid yet",
        s ->
            s.snapshot(
                10, true, Scene.certificate(GOOD, Scene.TEN.plus(Duration.ofDays(1825 + 30)))),
        REFUSALS);
    incident(Cause.UNTRUSTED, "no trusted chain", s -> s.snapshot(10, true, untrusted()), REFUSALS);
    // What probes say.
    incident(
        Cause.NAME_MISMATCH,
        "a probe is shown a certificate of another name",
        s -> s.probeShown(603, named("mail.contoso.test")),
        REFUSALS);
    incident(
        Cause.EXPIRED,
        "a probe is shown an expired certificate",
        s -> s.probeShown(603, Scene.certificate(GOOD, Scene.at(599))),
        REFUSALS);
    incident(
        Cause.UNTRUSTED,
        "a probe does not trust what the server's own store trusts",
        s -> s.snapshot(10, true, good()).probeShown(603, untrusted()),
        REFUSALS);
    incident(
        Cause.UNTRUSTED,
        "a probe does not trust it, the inventory comes later",
        s -> s.probeShown(603, untrusted()),
        REFUSALS.andThen(s -> s.snapshot(700, true, good())));
    incident(
        Cause.CERTIFICATE_REJECTED,
        "a probe is shown a good certificate that is trusted",
        s -> s.probeShown(603, good()),
        REFUSALS);
    incident(
        Cause.NAME_MISMATCH,
        "the server is replaced under way: the probe before shows another certificate",
        s -> s.probeShown(540, good()).httpSys(600, 15301, 444),
        REFUSALS.andThen(s -> s.probeShown(720, named("mail.contoso.test"))));
    incident(
        Cause.TLS_HANDSHAKE_FAILING,
        "a probe is broken off, and nothing says why",
        s -> s.probeEnded(603, Ending.BROKEN_OFF),
        SENDS);
    incident(
        Cause.BINDING_CONFLICT,
        "a probe meets a program without TLS",
        s -> s.probeEnded(603, Ending.NOT_TLS),
        SENDS);
    incident(
        Cause.BINDING_MISSING,
        "a probe is broken off, and a snapshot has no binding",
        s -> s.probeEnded(603, Ending.BROKEN_OFF),
        SENDS.andThen(s -> s.snapshot(700, false)));
    // Conflicts.
    incident(
        Cause.BINDING_CONFLICT,
        "prefix taken, connections refused",
        s -> s.event(600, "Microsoft-Windows-IIS-W3SVC", 1007, 444, Map.of()),
        s -> failures(s, "ConnectFailure"));
    incident(
        Cause.BINDING_CONFLICT,
        "prefix taken, by a clock that is four minutes behind",
        s -> s.event(360, "Microsoft-Windows-IIS-W3SVC", 1007, 444, Map.of()),
        s -> failures(s, "ConnectFailure"));
    incident(
        Cause.BINDING_CONFLICT,
        "port taken by a program without TLS",
        s -> s.event(600, "Microsoft-Windows-IIS-W3SVC", 1004, 444, Map.of()),
        SENDS);
    // Nothing says why.
    incident(Cause.TLS_HANDSHAKE_FAILING, "rows alone", s -> {}, SENDS);
    incident(
        Cause.TLS_HANDSHAKE_FAILING,
        "one protocol only",
        s -> {},
        s -> {
          for (int i = 0; i < 8; i++) {
            s.failure(605 + i * 10, i % 2 == 0 ? "cas01" : "cas02", "Owa", "SendFailure");
          }
        });
    incident(
        Cause.CERTIFICATE_REJECTED,
        "strict clients of one protocol only, the others are served",
        s -> {},
        s -> {
          for (int i = 0; i < 12; i++) {
            s.failure(605 + i * 10, i % 2 == 0 ? "cas01" : "cas02", "PowerShell", "TrustFailure")
                .success(606 + i * 10, "cas01", "Owa")
                .success(607 + i * 10, "cas02", "Ews");
          }
        });
    incident(
        Cause.TLS_HANDSHAKE_FAILING,
        "three requests in ten minutes",
        s -> {},
        s ->
            s.failure(610, "cas01", "Owa", "SendFailure")
                .failure(900, "cas01", "Owa", "SendFailure")
                .failure(1190, "cas01", "Owa", "SendFailure"));
    incident(
        Cause.TLS_HANDSHAKE_FAILING,
        "connections that are reset by a peer without WebException",
        s -> {},
        s -> failures(s, "ServerProtocolViolation", "ConnectionClosed"));
    incident(
        Cause.BINDING_MISSING,
        "probes alone at night",
        s -> s.httpSys(600, 15300, 444),
        s -> {
          for (int i = 0; i < 6; i++) {
            s.failure(605 + i * 60, "cas01", "Owa", "SendFailure", null);
          }
        });
    return table.stream();
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

  private static final Consumer<Scene> SENDS = s -> failures(s, "SendFailure");
  private static final Consumer<Scene> REFUSALS = s -> failures(s, "TrustFailure");

  private static void failures(Scene scene, String... statuses) {
    failures(scene, 605, statuses);
  }

  private static void failures(Scene scene, double from, String... statuses) {
    String[] protocols = {"Owa", "Ews", "Mapi", "Eas"};
    for (int i = 0; i < 12; i++) {
      scene.failure(
          from + i * 7,
          "cas0" + (1 + i % 2),
          protocols[i % 4],
          statuses[i % statuses.length],
          "user" + i % 5);
    }
  }

  private static void busy(Scene scene, double from, double to) {
    int i = 0;
    for (double at = from; at < to; at += 5, i++) {
      scene.success(at, "cas0" + (1 + i % 2), i % 3 == 0 ? "Owa" : "Ews");
    }
  }

  private void incident(Cause cause, String story, Consumer<Scene> facts, Consumer<Scene> rows) {
    table.add(
        DynamicTest.dynamicTest(
            cause + ": " + story,
            () -> {
              Scene scene = new Scene();
              busy(scene, 0, 600);
              facts.accept(scene);
              rows.accept(scene);
              scene.passTo(1500);
              Incident open = scene.incident().orElseThrow();
              assertThat(open.cause()).isEqualTo(cause);
              assertThat(documentedRow(cause)).contains(open.confidence().name());
              assertThat(open.open()).isTrue();
              assertThat(open.lifespan().startedAt()).isBetween(Scene.at(600), Scene.at(610));

              busy(scene, 1500, 1600);
              scene.success(1601, "cas01", "PowerShell").success(1602, "cas02", "PowerShell");
              busy(scene, 1605, 1700);
              Incident resolved = scene.incident().orElseThrow();
              assertThat(resolved.open()).isFalse();
              assertThat(resolved.identity().generation()).isEqualTo(1);
              assertThat(resolved.cause()).isEqualTo(cause);
              assertThat(resolved.account().evidence()).isNotEmpty();
              assertThat(resolved.reasons().supporting()).isNotEmpty();
            }));
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

  private static Evidence.Snapshot singleAddress(Scene scene, double seconds) {
    scene.snapshot(seconds, true, good());
    return new Evidence.Snapshot(
        scene.sourceOfSnapshot(seconds),
        "mbx01.contoso.test",
        true,
        true,
        List.of(new Evidence.Binding("10.0.0.5:444", Scene.THUMBPRINT)),
        List.of("https 10.0.0.5:444:"),
        List.of(good()));
  }

  private static Scene lifecycle(Scene scene, double seconds, int id) {
    return scene.event(seconds, LIFECYCLE, id, 0, Map.of("Thumbprint", Scene.THUMBPRINT));
  }

  private static Evidence.StoredCertificate good() {
    return Scene.certificate(GOOD, YEARS_LATER);
  }

  private static Evidence.StoredCertificate named(String... names) {
    return Scene.certificate(List.of(names), YEARS_LATER);
  }

  private static Evidence.StoredCertificate keyless() {
    return changed(false, true);
  }

  private static Evidence.StoredCertificate untrusted() {
    return changed(true, false);
  }

  private static Evidence.StoredCertificate changed(boolean key, boolean trusted) {
    return new Evidence.StoredCertificate(
        Scene.THUMBPRINT,
        GOOD,
        Scene.TEN.minus(Duration.ofDays(1)),
        YEARS_LATER,
        key,
        trusted,
        null);
  }
}
