/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.List;

/** One failure of one back end as others see it; times are event time. */
public record Incident(
    Identity identity,
    Cause cause,
    Confidence confidence,
    Reasons reasons,
    Lifespan lifespan,
    Impact impact,
    Account account) {

  /**
   * @param generation the n-th incident of this back end, from 1
   * @param version grows with every change
   */
  public record Identity(String id, int generation, long version, String site, String backEnd) {}

  /** Why the cause is the named one, and what speaks against it. */
  public record Reasons(List<String> supporting, List<String> opposing) {
    public Reasons {
      supporting = List.copyOf(supporting);
      opposing = List.copyOf(opposing);
    }
  }

  /** resolvedAt is null while the incident is open. */
  public record Lifespan(
      Instant startedAt, Instant detectedAt, Instant resolvedAt, Instant lastFailureAt) {}

  /** Whom it hit. */
  public record Impact(
      List<String> frontEnds,
      List<String> recoveredFrontEnds,
      List<String> protocols,
      long usersAffected,
      boolean usersExact,
      long failedRequests) {
    public Impact {
      frontEnds = List.copyOf(frontEnds);
      recoveredFrontEnds = List.copyOf(recoveredFrontEnds);
      protocols = List.copyOf(protocols);
    }
  }

  /** The story: one sentence, the three hops, who changed what (null when not known), evidence. */
  public record Account(String summary, List<Hop> hops, String changedBy, List<Source> evidence) {
    public Account {
      hops = List.copyOf(hops);
      evidence = List.copyOf(evidence);
    }
  }

  /** One hop of the request's way. */
  public record Hop(int number, HopVerdict verdict, String detail) {}

  /** What is known of a hop. */
  public enum HopVerdict {
    /** It was passed. */
    OK,
    /** It was tried and failed. */
    FAILED,
    /** Proven not to have happened. */
    ABSENT,
    /** Not proven either way. */
    UNKNOWN
  }

  Incident withVersion(long version) {
    Identity numbered =
        new Identity(
            identity.id(), identity.generation(), version, identity.site(), identity.backEnd());
    return new Incident(numbered, cause, confidence, reasons, lifespan, impact, account);
  }

  Incident resolvedAt(Instant moment) {
    Lifespan ended =
        new Lifespan(lifespan.startedAt(), lifespan.detectedAt(), moment, lifespan.lastFailureAt());
    return new Incident(identity, cause, confidence, reasons, ended, impact, account);
  }

  /** True while it lasts. */
  public boolean open() {
    return lifespan.resolvedAt() == null;
  }
}
