/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.Position;
import io.hop444.wire.SnapshotOrigin;
import io.hop444.wire.SslBinding;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceMapperTest {

  /** An empty inventory means that nothing is bound; a failed handshake does not. */
  @Test
  void shouldNotTakeAProbeThatSawNoCertificateForAMissingBinding() {
    SslBinding served = new SslBinding("mbx07:444", "A80C", null, null);

    assertThat(EvidenceMapper.toEvidence(snapshot(SnapshotOrigin.PROBE, List.of()))).isNull();
    assertThat(EvidenceMapper.toEvidence(snapshot(SnapshotOrigin.PROBE, List.of(served))))
        .isNotNull();
    assertThat(EvidenceMapper.toEvidence(snapshot(SnapshotOrigin.INVENTORY, List.of())))
        .isNotNull();
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
}
