/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack.secured;

import static io.hop444.localstack.secured.Der.bits;
import static io.hop444.localstack.secured.Der.integer;
import static io.hop444.localstack.secured.Der.octets;
import static io.hop444.localstack.secured.Der.oid;
import static io.hop444.localstack.secured.Der.sequence;
import static io.hop444.localstack.secured.Der.tagged;
import static io.hop444.localstack.secured.Der.time;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority of its own: issues X.509 v3 certificates (RFC 5280) with EC keys, as PEM
 * files. Takes milliseconds where keytool takes seconds.
 */
public final class CertificateAuthority {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final byte[] ECDSA_WITH_SHA256 = sequence(oid(1, 2, 840, 10045, 4, 3, 2));

  private final SecureRandom random = new SecureRandom();
  private final String name;
  private final KeyPair keys;
  private final String certificate;

  /**
   * A certificate and its key.
   *
   * @param certificate PEM
   * @param key PEM, PKCS#8 without a password
   */
  public record Issued(String certificate, String key) {

    /** Both in one PEM file that only its owner reads, as Kafka's key stores of type PEM want. */
    public Path writeTo(Path file) throws IOException {
      write(file, key + certificate);
      return file;
    }

    /** The certificate alone. */
    public Path writeCertificateTo(Path file) throws IOException {
      return Files.writeString(file, certificate);
    }

    /** The key alone, readable by its owner. */
    public Path writeKeyTo(Path file) throws IOException {
      write(file, key);
      return file;
    }

    private static void write(Path file, String text) throws IOException {
      Files.writeString(file, text);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  /**
   * @param name of the authority
   */
  public CertificateAuthority(String name) {
    this.name = name;
    this.keys = newKeys();
    Instant now = Instant.now();
    this.certificate =
        sign(name, keys, true, List.of(), now.minus(YEAR), now.plus(YEAR.multipliedBy(5)));
  }

  /** Its own certificate, PEM. */
  public String certificate() {
    return certificate;
  }

  /** Its own certificate as a file. */
  public Path writeTo(Path file) throws IOException {
    return Files.writeString(file, certificate);
  }

  /**
   * A certificate that is valid now.
   *
   * @param commonName of the subject
   * @param alternativeNames DNS names and IP addresses
   */
  public Issued issue(String commonName, String... alternativeNames) {
    Instant now = Instant.now();
    return issue(commonName, now.minus(Duration.ofDays(1)), now.plus(YEAR), alternativeNames);
  }

  /** A certificate of this time. */
  public Issued issue(
      String commonName, Instant notBefore, Instant notAfter, String... alternativeNames) {
    KeyPair pair = newKeys();
    String signed = sign(commonName, pair, false, List.of(alternativeNames), notBefore, notAfter);
    return new Issued(signed, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime makes EC keys", e);
    }
  }

  private String sign(
      String subject,
      KeyPair pair,
      boolean authority,
      List<String> alternativeNames,
      Instant notBefore,
      Instant notAfter) {
    List<byte[]> extensions = new ArrayList<>();
    if (authority) {
      byte[] isAuthority = sequence(new byte[] {1, 1, (byte) 0xff});
      extensions.add(
          sequence(oid(2, 5, 29, 19), new byte[] {1, 1, (byte) 0xff}, octets(isAuthority)));
    }
    if (!alternativeNames.isEmpty()) {
      byte[][] names =
          alternativeNames.stream().map(CertificateAuthority::alternative).toArray(byte[][]::new);
      extensions.add(sequence(oid(2, 5, 29, 17), octets(sequence(names))));
    }
    List<byte[]> parts =
        new ArrayList<>(
            List.of(
                tagged(0xa0, integer(BigInteger.TWO)),
                integer(new BigInteger(120, random)),
                ECDSA_WITH_SHA256,
                distinguished(name),
                sequence(time(notBefore), time(notAfter)),
                distinguished(subject),
                pair.getPublic().getEncoded()));
    if (!extensions.isEmpty()) {
      parts.add(tagged(0xa3, sequence(extensions.toArray(byte[][]::new))));
    }
    byte[] body = sequence(parts.toArray(byte[][]::new));
    return pem(
        "CERTIFICATE", sequence(body, ECDSA_WITH_SHA256, bits(signature(keys.getPrivate(), body))));
  }

  private static byte[] signature(PrivateKey key, byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime signs with ECDSA", e);
    }
  }

  private static byte[] distinguished(String commonName) {
    byte[] text = tagged(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
    return sequence(tagged(0x31, sequence(oid(2, 5, 4, 3), text)));
  }

  private static byte[] alternative(String name) {
    if (!name.matches("[0-9.]+|.*:.*")) {
      return tagged(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }
    try {
      return tagged(0x87, InetAddress.getByName(name).getAddress());
    } catch (IOException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static String pem(String type, byte[] content) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
  }
}
