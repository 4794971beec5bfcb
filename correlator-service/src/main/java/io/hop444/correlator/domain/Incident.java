/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
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
    Extent extent,
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
      Instant startedAt, Instant detectedAt, Instant resolvedAt, Instant lastFailureAt) {

    private Lifespan later(Duration ahead) {
      return new Lifespan(
          startedAt.plus(ahead),
          detectedAt.plus(ahead),
          resolvedAt == null ? null : resolvedAt.plus(ahead),
          lastFailureAt.plus(ahead));
    }
  }

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

  /**
   * How far it reaches, and with which it belongs together.
   *
   * @param groupId the same for all incidents of the group
   * @param backEnds of the group, its own among them, in order
   * @param thumbprint of the certificate on port 444 while it failed, null when not known
   */
  public record Extent(Scope scope, String groupId, List<String> backEnds, String thumbprint) {
    public Extent {
      backEnds = List.copyOf(backEnds);
    }
  }

  /** How far an incident reaches. */
  public enum Scope {
    /** One back end. */
    SERVER,
    /** One front end of one back end, while others are served. */
    FRONT_END,
    /** Several back ends of one site. */
    SITE,
    /** Back ends of several sites. */
    ESTATE
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

  Incident with(Extent newExtent, Account newAccount) {
    return new Incident(
        identity, cause, confidence, reasons, lifespan, impact, newExtent, newAccount);
  }

  Incident withVersion(long version) {
    Identity numbered =
        new Identity(
            identity.id(), identity.generation(), version, identity.site(), identity.backEnd());
    return new Incident(numbered, cause, confidence, reasons, lifespan, impact, extent, account);
  }

  Incident resolvedAt(Instant moment) {
    Lifespan ended =
        new Lifespan(lifespan.startedAt(), lifespan.detectedAt(), moment, lifespan.lastFailureAt());
    return new Incident(identity, cause, confidence, reasons, ended, impact, extent, account);
  }

  /** The same by a clock that is so much ahead. */
  Incident later(Duration ahead) {
    return new Incident(
        identity, cause, confidence, reasons, lifespan.later(ahead), impact, extent, account);
  }

  /** True while it lasts. */
  public boolean open() {
    return lifespan.resolvedAt() == null;
  }
}
