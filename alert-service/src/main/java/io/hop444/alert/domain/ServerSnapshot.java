/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was bound on a server at a moment, as one source tells it.
 *
 * @param fullName of the server; null where the source does not tell
 * @param allowsUntrusted whether the server as a front end takes untrusted certificates of back
 *     ends; null when not known
 * @param certificates of the server's store; for a probe, those that were served, the server's own
 *     first
 * @param probe what the handshake showed; null unless {@code origin} is {@code PROBE}
 * @param file where it was read
 */
public record ServerSnapshot(
    ServerName server,
    Origin origin,
    Instant takenAt,
    String file,
    String fullName,
    Boolean allowsUntrusted,
    List<Binding> bindings,
    List<IisSite> iisSites,
    List<Certificate> certificates,
    Probe probe) {

  public ServerSnapshot {
    bindings = List.copyOf(bindings);
    iisSites = List.copyOf(iisSites);
    certificates = List.copyOf(certificates);
  }

  /** Who tells it. */
  public enum Origin {
    /** A file that lists bindings, sites and certificates. */
    INVENTORY,
    /** Output of netsh: bindings only. */
    NETSH,
    /** A TLS handshake: what was served, and nothing of the store. */
    PROBE
  }

  /**
   * A certificate bound to an endpoint.
   *
   * @param endpoint 0.0.0.0:444, [::]:444 or host:port
   * @param thumbprint null when the binding carries none; {@code appId} and {@code store} likewise
   */
  public record Binding(String endpoint, String thumbprint, String appId, String store) {

    boolean isOfBackEnd() {
      return endpoint.endsWith(":444");
    }
  }

  /** A site of IIS with its bindings, as IIS writes them. */
  public record IisSite(int id, String name, List<String> bindings) {
    public IisSite {
      bindings = List.copyOf(bindings);
    }
  }

  /**
   * A TLS handshake with the server.
   *
   * @param outcome OK, EXPIRED, WRONG_NAME, UNTRUSTED, HANDSHAKE_RESET ...
   * @param protocol null when no handshake was completed; {@code cipherSuite}, {@code keyType}
   *     likewise
   */
  public record Probe(
      String target,
      String outcome,
      String detail,
      String protocol,
      String cipherSuite,
      String keyType) {}

  /**
   * Whether a certificate carries a name of the server, as far as this snapshot tells its names;
   * empty where it carries none at all.
   */
  public Optional<Boolean> namesServer(Certificate certificate) {
    return ExpectedName.of(server, List.of(), List.of(this)).isAmong(certificate.namesThatCount());
  }

  /** The binding of the back end's port, 444. */
  Optional<Binding> backEndBinding() {
    return bindings.stream().filter(Binding::isOfBackEnd).findFirst();
  }

  /** The certificate with a thumbprint, where this snapshot has it. */
  Optional<Certificate> certificate(String thumbprint) {
    return certificates.stream()
        .filter(each -> each.thumbprint().equalsIgnoreCase(thumbprint))
        .findFirst();
  }

  /** A certificate in use. */
  public record Bound(
      String endpoint, String thumbprint, String subject, Instant notBefore, Instant notAfter) {}

  /** The certificates in use, as far as the snapshot knows them. */
  public List<Bound> bound() {
    return bindings.stream()
        .filter(binding -> binding.thumbprint() != null)
        .flatMap(
            binding ->
                certificate(binding.thumbprint()).stream()
                    .map(
                        certificate ->
                            new Bound(
                                binding.endpoint(),
                                certificate.thumbprint().toUpperCase(Locale.ROOT),
                                certificate.subject(),
                                certificate.notBefore(),
                                certificate.notAfter())))
        .toList();
  }
}
