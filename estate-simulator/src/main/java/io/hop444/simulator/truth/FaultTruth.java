/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.truth;

import io.hop444.simulator.plan.Fault;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What one fault did.
 *
 * @param site site of the server that broke
 * @param failures first and last failed request; empty when none failed
 * @param failedRequests failed rows of the HttpProxy logs, probes included
 * @param usersAffected distinct people behind them, probes excluded
 * @param frontEnds lower-case names of the front ends that wrote a failed row
 * @param protocols protocols of the failed rows, as the folders are named
 */
public record FaultTruth(
    Fault fault,
    String site,
    Optional<Failures> failures,
    long failedRequests,
    int usersAffected,
    SortedSet<String> frontEnds,
    SortedSet<String> protocols) {

  /** Times of the first and the last failed request. */
  public record Failures(Instant first, Instant last) {}
}
