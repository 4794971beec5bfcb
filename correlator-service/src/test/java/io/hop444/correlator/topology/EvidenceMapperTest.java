/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Evidence;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.Certificate;
import io.hop444.wire.HostEvent;
import io.hop444.wire.LogKind;
import io.hop444.wire.Position;
import io.hop444.wire.ProbeOutcome;
import io.hop444.wire.ReadProgress;
import io.hop444.wire.SnapshotOrigin;
import io.hop444.wire.SslBinding;
import io.hop444.wire.TlsProbe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceMapperTest {

  /** An empty inventory means that nothing is bound; a failed handshake does not. */
  @Test
  void shouldNotTakeAProbeThatSawNoCertificateForAMissingBinding() {
    assertThat(EvidenceMapper.toEvidence(probe(ProbeOutcome.HANDSHAKE_RESET, List.of())))
        .isInstanceOfSatisfying(
            Evidence.TlsProbe.class,
            probe -> {
              assertThat(probe.ending()).isEqualTo(Evidence.TlsProbe.Ending.BROKEN_OFF);
              assertThat(probe.served()).isNull();
            });
    assertThat(EvidenceMapper.toEvidence(snapshot(SnapshotOrigin.INVENTORY, List.of())))
        .isInstanceOf(Evidence.Snapshot.class);
  }

  /** Whatever port the operator has the back end behind, it is the one front ends ask. */
  @Test
  void shouldTakeWhatAProbeIsShownForTheBoundCertificate() {
    Certificate served =
        new Certificate(
            "A80C",
            "CN=MBX07",
            List.of("mbx07.contoso.test"),
            "CN=MBX07",
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(9),
            true,
            false,
            null);

    assertThat(EvidenceMapper.toEvidence(probe(ProbeOutcome.UNTRUSTED, List.of(served))))
        .isInstanceOfSatisfying(
            Evidence.TlsProbe.class,
            probe -> {
              assertThat(probe.ending()).isEqualTo(Evidence.TlsProbe.Ending.SHOWN);
              assertThat(probe.served().names()).containsExactly("mbx07.contoso.test");
              assertThat(probe.served().trusted()).isFalse();
            });
  }

  /** A probe that found no name or no way says nothing of the server. */
  @Test
  void shouldKnowWhichProbesSayNothing() {
    for (ProbeOutcome outcome : ProbeOutcome.values()) {
      boolean says =
          switch (outcome) {
            case HANDSHAKE_RESET, NO_CERTIFICATE, WRONG_NAME, PROTOCOL_MISMATCH, NOT_TLS -> true;
            case NOT_LISTENING -> true;
            case UNKNOWN, OK, NAME_NOT_RESOLVED, UNREACHABLE, HANDSHAKE_TIMEOUT -> false;
            case EXPIRED, UNTRUSTED -> false;
          };
      assertThat(
              ((Evidence.TlsProbe) EvidenceMapper.toEvidence(probe(outcome, List.of()))).ending())
          .as("%s", outcome)
          .matches(ending -> (ending != Evidence.TlsProbe.Ending.INCONCLUSIVE) == says);
    }
  }

  private static BindingSnapshot probe(ProbeOutcome outcome, List<Certificate> chain) {
    BindingSnapshot snapshot =
        snapshot(
            SnapshotOrigin.PROBE,
            chain.stream()
                .map(each -> new SslBinding("mbx07:45123", each.getThumbprint(), null, null))
                .toList());
    return BindingSnapshot.newBuilder(snapshot)
        .setCertificates(chain)
        .setProbe(new TlsProbe("mbx07:45123", outcome, "", null, null, null, 1L))
        .build();
  }

  private static BindingSnapshot snapshot(SnapshotOrigin origin, List<SslBinding> bindings) {
    return BindingSnapshot.newBuilder()
        .setPosition(new Position("DUB", "mbx07", "c1", "probe:mbx07:444", 0L))
        .setTakenAt(Instant.EPOCH)
        .setOrigin(origin)
        .setBindings(bindings)
        .setIisSites(List.of())
        .setCertificates(List.of())
        .setText("")
        .build();
  }

  /** What HTTP.sys says of an entry of the loopback bears on nobody who asks from outside. */
  @Test
  void shouldNotTakeAnEntryOfTheLoopbackForTheOneThatFrontEndsAsk() {
    String httpSys = "Microsoft-Windows-HttpEvent";

    assertThat(portOf(httpSys, "0.0.0.0:444")).isEqualTo(444);
    assertThat(portOf(httpSys, "[::]:444")).isEqualTo(444);
    assertThat(portOf(httpSys, "127.0.0.1:444")).isZero();
    assertThat(portOf(httpSys, "[::1]:444")).isZero();
    assertThat(portOf(httpSys, "127.0.0.1:443")).isEqualTo(443);
    assertThat(portOf("Microsoft-Windows-IIS-W3SVC", "127.0.0.1:444")).isEqualTo(444);
  }

  private static int portOf(String provider, String endpoint) {
    HostEvent event =
        HostEvent.newBuilder()
            .setPosition(new Position("DUB", "mbx07", "c1", "DUB/MBX07/events/System.xml", 0L))
            .setAt(Instant.EPOCH)
            .setProvider(provider)
            .setEventId(15300)
            .setEndpoint(endpoint)
            .setData(Map.of())
            .setText("")
            .build();
    return ((Evidence.WindowsEvent) EvidenceMapper.toEvidence(event)).port();
  }

  private static Instant backEndLogUpTo(long lagBytes, Long skewMillis) {
    ReadProgress progress =
        new ReadProgress(
            "DUB",
            "mbx07",
            "c1",
            "W3SVC2",
            LogKind.BACK_END_IIS,
            "DUB/MBX07/W3SVC2/u_ex261120.log",
            9_000L,
            9_000L + lagBytes,
            lagBytes,
            Instant.parse("2026-11-20T10:00:00Z"),
            Instant.parse("2026-11-20T10:10:00Z"),
            null,
            skewMillis);
    return ((Evidence.Progress) EvidenceMapper.toEvidence(progress)).backEndLogUpTo();
  }

  /** A back end whose port 444 is broken writes no row that could prove that it wrote none. */
  @Test
  void shouldTakeALogThatIsReadToItsEndForReadUntilIisWroteItLast() {
    assertThat(backEndLogUpTo(0, null)).isEqualTo("2026-11-20T10:08:00Z");
    assertThat(backEndLogUpTo(0, 90_000L)).isEqualTo("2026-11-20T10:08:00Z");
    assertThat(backEndLogUpTo(0, -60_000L)).isEqualTo("2026-11-20T10:07:00Z");
    assertThat(backEndLogUpTo(0, -900_000L)).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(backEndLogUpTo(100, null)).isEqualTo("2026-11-20T10:00:00Z");
  }
}
