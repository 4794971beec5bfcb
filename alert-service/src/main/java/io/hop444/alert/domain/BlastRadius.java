/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.util.List;

/**
 * Whom the incident hits.
 *
 * @param recoveredFrontEnds those that failed and have a proven success since
 * @param usersAffected distinct people; probes are none
 * @param usersExact false when the number is an estimate
 * @param failedRequests failed proxied rows, probes included
 */
public record BlastRadius(
    List<String> frontEnds,
    List<String> recoveredFrontEnds,
    List<String> protocols,
    long usersAffected,
    boolean usersExact,
    long failedRequests) {

  public BlastRadius {
    frontEnds = List.copyOf(frontEnds);
    recoveredFrontEnds = List.copyOf(recoveredFrontEnds);
    protocols = List.copyOf(protocols);
  }

  /** Whether {@code other} reaches the same front ends and protocols; numbers may differ. */
  boolean reachesTheSameAs(BlastRadius other) {
    return frontEnds.equals(other.frontEnds)
        && recoveredFrontEnds.equals(other.recoveredFrontEnds)
        && protocols.equals(other.protocols);
  }
}
