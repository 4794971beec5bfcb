/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateInUseTest {

  private static final Instant OLD = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant NEW = OLD.plusSeconds(60);

  private static CertificateInUse seen(
      String endpoint, String thumbprint, ServerSnapshot.Origin origin, Instant at) {
    return new CertificateInUse(
        new ServerSnapshot.Bound(endpoint, thumbprint, "CN=x", OLD, NEW), origin, at);
  }

  @Test
  void shouldBelieveWhoSawAPortLast() {
    CertificateInUse listed = seen("0.0.0.0:444", "OLD", ServerSnapshot.Origin.INVENTORY, OLD);
    CertificateInUse served = seen("mbx01:444", "NEW", ServerSnapshot.Origin.PROBE, NEW);
    CertificateInUse front = seen("0.0.0.0:443", "F", ServerSnapshot.Origin.INVENTORY, OLD);
    CertificateInUse alsoFront = seen("127.0.0.1:443", "F", ServerSnapshot.Origin.INVENTORY, OLD);

    assertThat(CertificateInUse.latest(List.of(listed, served, alsoFront, front)))
        .containsExactly(front, alsoFront, served);
  }
}
