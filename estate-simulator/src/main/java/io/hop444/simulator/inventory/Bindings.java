/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.inventory;

import io.hop444.simulator.estate.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What is bound to the ports of one server, and its certificate store. Changes as faults come and
 * go; not safe for use by several threads.
 */
public final class Bindings {

  private final Server server;
  private final Instant born;
  private final SplittableRandom random;
  private final List<Certificate> store = new ArrayList<>();
  private final Certificate frontDoor;
  private Certificate backEnd;
  private boolean bound = true;
  private String siteBinding = "https *:444:";

  /**
   * @param born start of the logs; certificates are older
   * @param notAfter end of the back-end certificate's validity
   */
  public Bindings(Server server, Instant born, Instant notAfter, SplittableRandom random) {
    this.server = server;
    this.born = born;
    this.random = random;
    String mail = "mail." + server.domain();
    frontDoor =
        new Certificate(
            thumbprint(),
            "CN=" + mail + ", O=Tailspin",
            List.of(mail, "autodiscover." + server.domain()),
            "CN=Lamna Issuing CA 3, O=Lamna",
            validity(born.plus(Duration.ofDays(200))),
            true,
            true);
    store.add(frontDoor);
    bindOwn(notAfter);
  }

  /** Binds a fresh certificate that Exchange would create for itself. */
  public void bindFresh(Instant now) {
    bindOwn(now.plus(Duration.ofDays(1826)));
  }

  /** Binds a certificate that does not carry the server's name. */
  public void bindForeignName() {
    String other = "webmail." + server.domain();
    bind(
        new Certificate(
            thumbprint(),
            "CN=" + other,
            List.of(other),
            "CN=Lamna Issuing CA 3, O=Lamna",
            validity(born.plus(Duration.ofDays(300))),
            true,
            true));
  }

  /** Binds a certificate with the right names from an authority nobody knows. */
  public void bindUntrusted() {
    bind(
        new Certificate(
            thumbprint(),
            "CN=" + server.name(),
            List.of(server.name(), server.fullName()),
            "CN=old-lab-root",
            validity(born.plus(Duration.ofDays(300))),
            true,
            false));
  }

  /** Deletes the SSL settings of 444. */
  public void unbind() {
    bound = false;
  }

  /** Creates the SSL settings of 444 again, with the certificate they had. */
  public void rebind() {
    bound = true;
  }

  /** The bound certificate loses its private key. */
  public void loseKey() {
    store.remove(backEnd);
    backEnd = backEnd.withoutKey();
    store.add(backEnd);
  }

  /** The bound certificate leaves the store; the SSL settings keep its thumbprint. */
  public void deleteFromStore() {
    store.remove(backEnd);
  }

  /** The back-end site is bound to one address, or to all again. */
  public void bindSiteTo(Optional<String> address) {
    siteBinding = "https " + address.orElse("*") + ":444:";
  }

  /** The certificate that belongs to 444, whether bound and present or not. */
  public Certificate backEnd() {
    return backEnd;
  }

  Server server() {
    return server;
  }

  List<Certificate> store() {
    return List.copyOf(store);
  }

  Certificate frontDoor() {
    return frontDoor;
  }

  boolean isBound() {
    return bound;
  }

  String siteBinding() {
    return siteBinding;
  }

  private void bindOwn(Instant notAfter) {
    bind(
        new Certificate(
            thumbprint(),
            "CN=" + server.name(),
            List.of(server.name(), server.fullName()),
            "CN=" + server.name(),
            validity(notAfter),
            true,
            true));
  }

  private void bind(Certificate certificate) {
    store.add(certificate);
    backEnd = certificate;
    bound = true;
  }

  private Certificate.Validity validity(Instant notAfter) {
    return new Certificate.Validity(born.minus(Duration.ofDays(400)), notAfter);
  }

  private String thumbprint() {
    StringBuilder digits = new StringBuilder(40);
    while (digits.length() < 40) {
      digits.append(Integer.toHexString(random.nextInt(16)));
    }
    return digits.toString().toUpperCase(Locale.ROOT);
  }
}
