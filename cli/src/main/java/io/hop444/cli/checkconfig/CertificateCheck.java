/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate that a service shows to who connects to it, and its private key. */
final class CertificateCheck {

  private static final Duration SOON = Duration.ofDays(14);
  private static final Pattern PKCS8 =
      Pattern.compile("(?s)-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----");

  private final ServiceSettings settings;
  private final InstantSource clock;
  private final FileCheck files;

  CertificateCheck(ServiceSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.files = new FileCheck(settings);
  }

  /**
   * Opens both files, and holds one to the other.
   *
   * @param key of the setting that names the certificate
   * @param privateKey of the setting that names its key
   */
  void check(String key, Path certificate, String privateKey, Path file) {
    boolean secret = files.secret(privateKey, file);
    if (!files.readable(key, certificate)) {
      return;
    }
    X509Certificate own;
    try (InputStream pem = Files.newInputStream(certificate)) {
      var all = CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (all.isEmpty()) {
        throw new GeneralSecurityException("it holds none");
      }
      own = (X509Certificate) all.iterator().next();
    } catch (IOException | GeneralSecurityException e) {
      settings.error(
          key,
          certificate + " cannot be read as certificates in PEM: " + e.getMessage() + ".",
          "Write the server's certificate there, and after it those of its chain.");
      return;
    }
    validity(key, certificate, own);
    if (secret) {
      belongs(privateKey, file, own.getPublicKey());
    }
  }

  private void validity(String key, Path file, X509Certificate own) {
    Instant end = own.getNotAfter().toInstant();
    Instant now = clock.instant();
    if (!now.isBefore(end)) {
      settings.error(
          key, "the certificate in " + file + " expired at " + end + ".", "Renew it, and restart.");
    } else if (now.isBefore(own.getNotBefore().toInstant())) {
      settings.error(
          key,
          "the certificate in " + file + " begins at " + own.getNotBefore().toInstant() + ".",
          "Wait, use another one, or set this machine's clock.");
    } else if (end.isBefore(now.plus(SOON))) {
      settings.warning(
          key, "the certificate in " + file + " ends at " + end + ".", "Renew it, and restart.");
    } else {
      settings.ok(key, "the certificate in " + file + " is valid until " + end + ".");
    }
  }

  /** Keys in the older forms of PEM are not looked into. */
  private void belongs(String key, Path file, PublicKey shown) {
    try {
      Optional<PrivateKey> own = read(file, shown.getAlgorithm());
      if (own.isPresent() && !isOf(own.get(), shown)) {
        settings.error(
            key,
            file + " is not the private key of the certificate.",
            "Name the key that the certificate was asked for with.");
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      settings.error(
          key,
          file + " is no private key of the certificate: " + e.getMessage() + ".",
          "Write the certificate's key there, in PEM and without a password.");
    }
  }

  private static Optional<PrivateKey> read(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    String text = Files.readString(file);
    Matcher pem = PKCS8.matcher(text);
    if (pem.find()) {
      byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    }
    if (!text.contains("PRIVATE KEY-----") || text.contains("ENCRYPTED")) {
      throw new GeneralSecurityException("there is none in it that needs no password");
    }
    return Optional.empty();
  }

  private static boolean isOf(PrivateKey own, PublicKey shown) throws GeneralSecurityException {
    String algorithm = own.getAlgorithm();
    if (!algorithm.equals("RSA") && !algorithm.equals("EC")) {
      return true;
    }
    byte[] text = {4, 4, 4};
    Signature signature =
        Signature.getInstance("SHA256with" + (algorithm.equals("EC") ? "ECDSA" : algorithm));
    signature.initSign(own);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    signature.update(text);
    return signature.verify(signed);
  }
}
