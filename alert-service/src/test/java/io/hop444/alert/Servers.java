/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.Certificate;
import io.hop444.wire.IisSite;
import io.hop444.wire.LogKind;
import io.hop444.wire.Position;
import io.hop444.wire.ReadProgress;
import io.hop444.wire.SnapshotOrigin;
import io.hop444.wire.SslBinding;
import java.time.Instant;
import java.util.List;

/** Says of servers what collectors say. */
final class Servers {

  static final String APP = "{4dc3e181-e14b-4a21-b022-59fc669b0914}";

  private Servers() {}

  /** How far a log is read. */
  static ReadProgress progress(String site, String server, String log, long lagBytes) {
    return ReadProgress.newBuilder()
        .setSite(site)
        .setServer(server)
        .setCollector("collector-" + site)
        .setLog(log)
        .setKind(log.isEmpty() ? LogKind.SERVER : LogKind.BACK_END_IIS)
        .setFile(log.isEmpty() ? null : "u_ex261120.log")
        .setOffset(1_000)
        .setSize(1_000 + lagBytes)
        .setLagBytes(lagBytes)
        .setReadUpTo(Change.STARTED)
        .setAt(Instant.now())
        .setClockSkewMillis(1_500L)
        .build();
  }

  static Certificate certificate(String thumbprint, String name, Instant notAfter) {
    return Certificate.newBuilder()
        .setThumbprint(thumbprint)
        .setSubject("CN=" + name)
        .setSubjectAlternativeNames(List.of(name))
        .setIssuer("CN=" + name)
        .setNotBefore(Instant.parse("2023-01-01T00:00:00Z"))
        .setNotAfter(notAfter)
        .setHasPrivateKey(true)
        .setTrusted(true)
        .setFriendlyName("Microsoft Exchange")
        .build();
  }

  /**
   * An inventory.
   *
   * @param bound thumbprint on port 444; null for a binding without one
   */
  static BindingSnapshot inventory(
      String site, String server, Instant takenAt, String bound, Certificate... store) {
    return BindingSnapshot.newBuilder()
        .setPosition(
            new Position(site, server, "collector-" + site, site + "/inventory/now.json", 0L))
        .setTakenAt(takenAt)
        .setComputer(server + ".contoso.test")
        .setOrigin(SnapshotOrigin.INVENTORY)
        .setAllowInternalUntrustedCerts(true)
        .setBindings(List.of(new SslBinding("0.0.0.0:444", bound, APP, "MY")))
        .setIisSites(
            List.of(new IisSite(2, "Exchange Back End", List.of("http *:81:", "https *:444:"))))
        .setCertificates(List.of(store))
        .setText("{}")
        .build();
  }
}
