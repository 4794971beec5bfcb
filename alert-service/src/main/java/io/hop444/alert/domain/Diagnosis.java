/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.util.List;
import java.util.Optional;

/**
 * What is wrong, how sure that is, and why.
 *
 * @param summary one sentence
 * @param changedBy who changed the binding or the certificate, where an event tells
 */
public record Diagnosis(
    Cause cause,
    Confidence confidence,
    String summary,
    List<Hop> hops,
    List<String> reasonsFor,
    List<String> reasonsAgainst,
    Optional<String> changedBy) {

  public Diagnosis {
    hops = List.copyOf(hops);
    reasonsFor = List.copyOf(reasonsFor);
    reasonsAgainst = List.copyOf(reasonsAgainst);
  }

  /** Whether {@code other} names the same cause as surely. */
  boolean saysTheSameAs(Diagnosis other) {
    return cause == other.cause
        && confidence == other.confidence
        && changedBy.equals(other.changedBy);
  }
}
