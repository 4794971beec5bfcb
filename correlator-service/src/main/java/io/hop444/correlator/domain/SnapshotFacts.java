/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a snapshot says of port 444 of its server.
 *
 * @param bound whether HTTP.sys has an entry for port 444
 * @param thumbprint of that entry, null when it has none
 * @param inStore whether the bound certificate is in the machine's store
 * @param singleAddress the IIS binding of port 444 when it is for one address only, else null
 */
record SnapshotFacts(
    Source source,
    boolean complete,
    boolean bound,
    String thumbprint,
    String singleAddress,
    boolean inStore,
    CertificateFacts certificate) {

  private static final int TEXT_KEPT = 1024;

  /** Null parts of what is not known of the bound certificate. */
  record CertificateFacts(
      List<String> names,
      Instant notBefore,
      Instant notAfter,
      boolean hasPrivateKey,
      Boolean trusted) {

    CertificateFacts {
      names = List.copyOf(names);
    }

    static CertificateFacts of(Evidence.StoredCertificate certificate) {
      return new CertificateFacts(
          certificate.names(),
          certificate.notBefore(),
          certificate.notAfter(),
          certificate.hasPrivateKey(),
          certificate.trusted());
    }

    boolean validAt(Instant time) {
      return !time.isBefore(notBefore) && !time.isAfter(notAfter);
    }

    void writeTo(StateWriter out) {
      out.each(names, (name, writer) -> writer.text(name));
      out.time(notBefore);
      out.time(notAfter);
      out.flag(hasPrivateKey);
      out.optional(trusted, (value, writer) -> writer.flag(value));
    }

    static CertificateFacts readFrom(StateReader in) {
      return new CertificateFacts(
          in.each(StateReader::text),
          in.time(),
          in.time(),
          in.flag(),
          in.optional(StateReader::flag));
    }
  }

  static SnapshotFacts of(Evidence.Snapshot snapshot) {
    Evidence.Binding binding =
        snapshot.bindings().stream()
            .filter(each -> Evidence.Binding.isForFrontEnds(each.endpoint()))
            .filter(each -> isOf(snapshot.source().server(), each.endpoint()))
            .min(Comparator.comparing(each -> generality(each.endpoint())))
            .orElse(null);
    String thumbprint = binding == null ? null : binding.thumbprint();
    Evidence.StoredCertificate stored =
        snapshot.certificates().stream()
            .filter(certificate -> certificate.thumbprint().equalsIgnoreCase(thumbprint))
            .findFirst()
            .orElse(null);
    return new SnapshotFacts(
        snapshot.source().cutTo(TEXT_KEPT),
        snapshot.complete(),
        binding != null && thumbprint != null,
        thumbprint,
        singleAddressOf(snapshot.backEndSiteBindings()),
        stored != null,
        stored == null ? null : CertificateFacts.of(stored));
  }

  /** Of a probe: what is bound, and nothing of the store. */
  static SnapshotFacts of(Evidence.TlsProbe probe) {
    Evidence.StoredCertificate served = probe.served();
    return new SnapshotFacts(
        probe.source().cutTo(TEXT_KEPT),
        false,
        true,
        served.thumbprint(),
        null,
        true,
        CertificateFacts.of(served));
  }

  /** True when both show the same certificate on port 444. */
  boolean showsSameAs(SnapshotFacts other) {
    return thumbprint != null && thumbprint.equalsIgnoreCase(other.thumbprint);
  }

  /** The same with another judgement of the certificate's chain. */
  SnapshotFacts trusted(Boolean trusted) {
    return new SnapshotFacts(
        source,
        complete,
        bound,
        thumbprint,
        singleAddress,
        inStore,
        new CertificateFacts(
            certificate.names(),
            certificate.notBefore(),
            certificate.notAfter(),
            certificate.hasPrivateKey(),
            trusted));
  }

  /** True when what is bound is not in the store, or its key is not. */
  boolean showsUselessCertificate() {
    return complete && bound && (!inStore || !certificate.hasPrivateKey());
  }

  Instant takenAt() {
    return source.time();
  }

  /** HTTP.sys takes an entry for the address first, then one for the name, then one for all. */
  private static int generality(String endpoint) {
    if (endpoint.startsWith("0.0.0.0:") || endpoint.startsWith("*")) {
      return 2;
    }
    if (endpoint.startsWith("[")) {
      return 3;
    }
    return isForName(endpoint) ? 1 : 0;
  }

  private static boolean isForName(String endpoint) {
    char first = endpoint.charAt(0);
    return first != '[' && first != '*' && !Character.isDigit(first);
  }

  /** An entry for a name counts for those who ask for it: front ends ask for the server's. */
  private static boolean isOf(String server, String endpoint) {
    if (!isForName(endpoint)) {
      return true;
    }
    String name = endpoint.substring(0, endpoint.lastIndexOf(':'));
    return ServerName.isOf(name.toLowerCase(Locale.ROOT), server);
  }

  /** IIS writes {@code https ADDRESS:444:HOST}; the right one has the address {@code *} or none. */
  private static String singleAddressOf(List<String> siteBindings) {
    String single = null;
    for (String binding : siteBindings) {
      int port = binding.indexOf(":444:");
      if (!binding.startsWith("https ") || port < 0) {
        continue;
      }
      String address = binding.substring("https ".length(), port);
      if (address.equals("*") || address.isEmpty() || address.equals("0.0.0.0")) {
        return null;
      }
      single = address;
    }
    return single;
  }

  void writeTo(StateWriter out) {
    out.optional(source, Source::writeTo);
    out.flag(complete);
    out.flag(bound);
    out.text(thumbprint);
    out.text(singleAddress);
    out.flag(inStore);
    out.optional(certificate, CertificateFacts::writeTo);
  }

  static SnapshotFacts readFrom(StateReader in) {
    return new SnapshotFacts(
        in.optional(Source::readFrom),
        in.flag(),
        in.flag(),
        in.text(),
        in.text(),
        in.flag(),
        in.optional(CertificateFacts::readFrom));
  }
}
