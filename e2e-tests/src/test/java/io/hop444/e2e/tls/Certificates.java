/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e.tls;

import io.hop444.collector.probe.TestCertificates;
import io.hop444.collector.probe.TrustedRoots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Real certificates, each ready to be served.
 *
 * @param third of another name, and of the server's too
 * @param trusted what front ends trust: all but the unknown issuer's
 * @param roots the same for probes
 */
record Certificates(
    SSLContext good,
    SSLContext otherName,
    SSLContext unknownIssuer,
    SSLContext expired,
    SSLContext expiring,
    SSLContext third,
    KeyStore trusted,
    TrustedRoots roots) {

  static Certificates in(Path folder) throws Exception {
    Path own = certificate(folder, "localhost", "-1d", 900, "san=dns:localhost");
    Path mail = certificate(folder, "mail.contoso.test", "-1d", 900, "san=dns:mail.contoso.test");
    Path past = certificate(folder, "past", "-9d", 5, "san=dns:localhost");
    Path soon = certificate(folder, "soon", "-1d", 20, "san=dns:localhost");
    Path third = certificate(folder, "third", "-1d", 900, "san=dns:mail.test,dns:localhost");
    Path stranger = certificate(folder, "stranger", "-1d", 900, "san=dns:localhost");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (Path store : List.of(own, mail, past, soon, third)) {
      trusted.setCertificateEntry(
          store.getFileName().toString(), TestCertificates.certificate(store));
    }
    Path file = folder.resolve("roots.p12");
    try (var out = Files.newOutputStream(file)) {
      trusted.store(out, TestCertificates.password().toCharArray());
    }
    return new Certificates(
        TestCertificates.server(own),
        TestCertificates.server(mail),
        TestCertificates.server(stranger),
        TestCertificates.server(past),
        TestCertificates.server(soon),
        TestCertificates.server(third),
        trusted,
        TrustedRoots.of(file, TestCertificates.password()));
  }

  private static Path certificate(Path folder, String name, String start, int days, String names)
      throws Exception {
    return TestCertificates.selfSigned(
        folder,
        name,
        "-startdate",
        start,
        "-validity",
        Integer.toString(days),
        "-groupname",
        "secp256r1",
        "-ext",
        names);
  }
}
