/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A certificate that a server has or serves.
 *
 * @param thumbprint upper-case hexadecimal
 * @param names its subject alternative names
 * @param trusted null where nobody judged its chain; {@code friendlyName} null where it has none
 */
public record Certificate(
    String thumbprint,
    String subject,
    List<String> names,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    boolean hasPrivateKey,
    Boolean trusted,
    String friendlyName) {

  public Certificate {
    names = List.copyOf(names);
  }

  /** Those that count: the common name only where there are no others (RFC 6125, 6.4.4). */
  List<String> namesThatCount() {
    if (!names.isEmpty()) {
      return names;
    }
    return Arrays.stream(subject.split(",", -1))
        .map(String::strip)
        .filter(part -> part.regionMatches(true, 0, "CN=", 0, 3))
        .map(part -> part.substring(3))
        .limit(1)
        .toList();
  }

  /** Whether {@code time} is within its validity. */
  boolean isValidAt(Instant time) {
    return !time.isBefore(notBefore) && !time.isAfter(notAfter);
  }
}
