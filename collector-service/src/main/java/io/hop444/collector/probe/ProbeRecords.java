/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.probe;

import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.Certificate;
import io.hop444.wire.Position;
import io.hop444.wire.SnapshotOrigin;
import io.hop444.wire.SslBinding;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes the record of a probe. */
final class ProbeRecords {

  private final String collector;

  ProbeRecords(String collector) {
    this.collector = collector;
  }

  /**
   * A snapshot that knows what was served and nothing of the server's store; the handshake proves
   * that the private key of the first certificate is usable.
   */
  BindingSnapshot snapshot(String site, ProbeTarget target, ProbeResult result, Instant at) {
    List<SslBinding> bindings = new ArrayList<>();
    List<Certificate> certificates = new ArrayList<>();
    for (X509Certificate each : result.chain()) {
      ServedCertificate served = new ServedCertificate(each);
      boolean own = certificates.isEmpty();
      if (own) {
        bindings.add(new SslBinding(target.endpoint(), served.thumbprint(), null, null));
      }
      certificates.add(
          new Certificate(
              served.thumbprint(),
              served.subject(),
              served.alternativeNames(),
              served.issuer(),
              each.getNotBefore().toInstant(),
              each.getNotAfter().toInstant(),
              own,
              own ? result.trusted() : null,
              null));
    }
    return new BindingSnapshot(
        new Position(
            site, target.server(), collector, "probe:" + target.endpoint(), at.toEpochMilli()),
        at,
        target.host(),
        SnapshotOrigin.PROBE,
        null,
        bindings,
        List.of(),
        certificates,
        text(target, result),
        new io.hop444.wire.TlsProbe(
            target.endpoint(),
            result.outcome(),
            result.detail(),
            result.protocol(),
            result.cipherSuite(),
            result.chain().isEmpty()
                ? null
                : new ServedCertificate(result.chain().get(0)).keyType(),
            result.tookMillis()));
  }

  private static String text(ProbeTarget target, ProbeResult result) {
    String whole =
        "TLS probe of " + target.endpoint() + ": " + result.outcome() + ", " + result.detail();
    return whole.substring(0, Math.min(whole.length(), 4_096));
  }
}
