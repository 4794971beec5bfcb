/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The certificates that front ends trust, as the operator exported them: a PEM file, or a PKCS#12
 * or JKS store. Immutable.
 */
public final class TrustedRoots {

  private final Set<X509Certificate> roots;

  private TrustedRoots(Set<X509Certificate> roots) {
    this.roots = Set.copyOf(roots);
  }

  /**
   * Reads them.
   *
   * @param password of a store; null for a PEM file or a store without one
   * @throws IOException when the file cannot be read or holds no certificate; the message names it
   */
  public static TrustedRoots of(Path file, String password) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean pem = new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN");
    Set<X509Certificate> roots;
    try {
      roots = pem ? ofPem(bytes) : ofStore(file, password);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no certificates that can be read: " + e.getMessage(), e);
    }
    if (roots.isEmpty()) {
      throw new IOException(file + " holds no certificate");
    }
    return new TrustedRoots(roots);
  }

  private static Set<X509Certificate> ofPem(byte[] bytes) throws GeneralSecurityException {
    Set<X509Certificate> roots = new HashSet<>();
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes))) {
      roots.add((X509Certificate) each);
    }
    return roots;
  }

  private static Set<X509Certificate> ofStore(Path file, String password)
      throws IOException, GeneralSecurityException {
    KeyStore store =
        KeyStore.getInstance(file.toFile(), password == null ? null : password.toCharArray());
    Set<X509Certificate> roots = new HashSet<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.getCertificate(alias) instanceof X509Certificate certificate) {
        roots.add(certificate);
      }
    }
    return roots;
  }

  /**
   * Whether a chain leads to one of them, in whatever order it was sent. Validity is judged apart:
   * an expired certificate may well be trusted otherwise.
   */
  boolean trust(List<X509Certificate> chain, Instant now) {
    X509Certificate own = chain.get(0);
    if (roots.contains(own)) {
      return true;
    }
    Instant from = own.getNotBefore().toInstant();
    Instant until = own.getNotAfter().toInstant();
    Instant at = now.isBefore(from) ? from : now.isAfter(until) ? until : now;
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(own);
      Set<TrustAnchor> anchors = new HashSet<>();
      roots.forEach(root -> anchors.add(new TrustAnchor(root, null)));
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (CertPathBuilderException untrusted) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime builds certification paths", e);
    }
  }
}
