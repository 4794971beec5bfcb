/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A certificate that a server uses, as far as somebody has seen it.
 *
 * @param origin who saw it
 * @param seenAt when it was seen last
 */
public record CertificateInUse(
    ServerSnapshot.Bound bound, ServerSnapshot.Origin origin, Instant seenAt) {

  private String port() {
    return bound.endpoint().substring(bound.endpoint().lastIndexOf(':') + 1);
  }

  /** What was seen last of each port, in the order of the ports' names. */
  public static List<CertificateInUse> latest(Collection<CertificateInUse> seen) {
    Map<String, Instant> last = new TreeMap<>();
    seen.forEach(one -> last.merge(one.port(), one.seenAt(), (a, b) -> a.isBefore(b) ? b : a));
    return seen.stream()
        .filter(one -> one.seenAt().equals(last.get(one.port())))
        .sorted(
            Comparator.comparing(CertificateInUse::port)
                .thenComparing(one -> one.bound().endpoint())
                .thenComparing(CertificateInUse::origin))
        .toList();
  }
}
