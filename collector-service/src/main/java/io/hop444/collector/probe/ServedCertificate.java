/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.probe;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A certificate as a server showed it. Its content is the server's word: names may be anything. */
record ServedCertificate(X509Certificate certificate) {

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /** SHA-1 in upper-case hexadecimal, as Windows prints it. */
  String thumbprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was received can be encoded", e);
    }
  }

  /** Alternative names: hosts and addresses; empty when there are none. */
  List<String> alternativeNames() {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> each : all) {
          boolean wanted = each.get(0).equals(DNS_NAME) || each.get(0).equals(IP_ADDRESS);
          if (wanted && each.get(1) instanceof String name) {
            names.add(name);
          }
        }
      }
    } catch (CertificateParsingException malformed) {
      return List.of();
    }
    return names;
  }

  String subject() {
    return certificate.getSubjectX500Principal().getName();
  }

  String issuer() {
    return certificate.getIssuerX500Principal().getName();
  }

  boolean isValidAt(Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  /** Whether it is for this host: by its alternative names, by its common name only without. */
  boolean carries(String host) {
    List<String> names = alternativeNames();
    if (names.isEmpty()) {
      names = commonNames();
    }
    return names.stream().anyMatch(name -> matches(name.toLowerCase(Locale.ROOT), host));
  }

  private List<String> commonNames() {
    List<String> names = new ArrayList<>();
    for (String part : subject().split(",")) {
      String trimmed = part.trim();
      if (trimmed.regionMatches(true, 0, "CN=", 0, 3)) {
        names.add(trimmed.substring(3));
      }
    }
    return names;
  }

  /** A wildcard stands for exactly one label, the first (RFC 6125, 6.4.3). */
  private static boolean matches(String name, String host) {
    if (!name.startsWith("*.")) {
      return name.equals(host);
    }
    int dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).equals(name.substring(1));
  }

  /** {@code RSA 2048}, {@code EC 256} ... */
  String keyType() {
    PublicKey key = certificate.getPublicKey();
    if (key instanceof RSAPublicKey rsa) {
      return "RSA " + rsa.getModulus().bitLength();
    }
    if (key instanceof ECPublicKey ec) {
      return "EC " + ec.getParams().getOrder().bitLength();
    }
    return key instanceof DSAPublicKey dsa && dsa.getParams() != null
        ? "DSA " + dsa.getParams().getP().bitLength()
        : key.getAlgorithm();
  }
}
