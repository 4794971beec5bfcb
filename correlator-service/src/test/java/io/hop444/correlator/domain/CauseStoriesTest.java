/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static io.hop444.correlator.domain.Story.GOOD;
import static io.hop444.correlator.domain.Story.REFUSALS;
import static io.hop444.correlator.domain.Story.SENDS;
import static io.hop444.correlator.domain.Story.busy;
import static io.hop444.correlator.domain.Story.documentedRow;
import static io.hop444.correlator.domain.Story.failures;
import static io.hop444.correlator.domain.Story.good;
import static io.hop444.correlator.domain.Story.keyless;
import static io.hop444.correlator.domain.Story.lifecycle;
import static io.hop444.correlator.domain.Story.named;
import static io.hop444.correlator.domain.Story.untrusted;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Evidence.TlsProbe.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * One story a line: what happens, and the cause of the incident that must come of it, which the
 * operators' table in docs/detection.md must know.
 */
class CauseStoriesTest {

  private final List<DynamicTest> table = new ArrayList<>();

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
    incident(
        Cause.BINDING_MISSING,
        "15300 and 15021, then 15301 after which nothing says why it goes on",
        s -> s.httpSys(600, 15300, 444).httpSys(601, 15021, 444),
        SENDS.andThen(s -> s.httpSys(720, 15301, 444).failure(730, "cas01", "Owa", "SendFailure")));
    // Certificate unusable.
    incident(
        Cause.CERTIFICATE_UNUSABLE,
        "15021 and 36870",
        s -> s.httpSys(600, 15021, 444).event(600, "Schannel", 36870, 0, Map.of("Type", "server")),
        SENDS);
    incident(Cause.CERTIFICATE_UNUSABLE, "15021 alone", s -> s.httpSys(600, 15021, 444), SENDS);
    incident(
        Cause.CERTIFICATE_UNUSABLE,
        "15300, then 15301 of a certificate that is of no use, as 15021 says",
        s -> s.httpSys(600, 15300, 444).httpSys(601, 15021, 444),
        SENDS.andThen(s -> s.httpSys(720, 15301, 444).httpSys(730, 15021, 444)));
    incident(
        Cause.CERTIFICATE_UNUSABLE,
        "15300, then 15301 of a certificate whose key cannot be used",
        s -> s.httpSys(600, 15300, 444),
        SENDS.andThen(
            s ->
                s.httpSys(720, 15301, 444)
                    .event(730, "Schannel", 36870, 0, Map.of("Type", "server"))));
    incident(
        Cause.CERTIFICATE_UNUSABLE,
        "15300, then 15301, and a snapshot without the private key",
        s -> s.httpSys(600, 15300, 444),
        SENDS.andThen(
            s ->
                s.snapshot(640, false)
                    .httpSys(1_300, 15301, 444)
                    .snapshot(1_320, true, keyless())
                    .failure(1_330, "cas01", "Owa", "SendFailure")));
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
}
