/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.inventory;

import java.time.Instant;
import java.util.List;

/**
 * A certificate in a server's store.
 *
 * @param thumbprint forty hexadecimal digits in upper case
 * @param validity first and last moment of validity
 * @param usable whether the private key is there
 * @param trusted whether the front ends trust the chain
 */
public record Certificate(
    String thumbprint,
    String subject,
    List<String> names,
    String issuer,
    Validity validity,
    boolean usable,
    boolean trusted) {

  /** First and last moment of a certificate's validity. */
  public record Validity(Instant notBefore, Instant notAfter) {}

  public Certificate {
    names = List.copyOf(names);
  }

  /** The same certificate without its private key. */
  public Certificate withoutKey() {
    return new Certificate(thumbprint, subject, names, issuer, validity, false, trusted);
  }
}
