/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.FindingKind;
import io.hop444.alert.domain.Severity;
import java.util.List;
import java.util.Set;

/**
 * Which subjects are meant. Each part that is not empty must fit; within a part, one entry is
 * enough.
 */
public record Matcher(
    List<NamePattern> sites,
    List<NamePattern> servers,
    Set<Cause> causes,
    Set<Severity> severities,
    Set<FindingKind> findings) {

  /** Fits everything. */
  public static final Matcher ALL = new Matcher(List.of(), List.of(), Set.of(), Set.of(), Set.of());

  public Matcher {
    sites = List.copyOf(sites);
    servers = List.copyOf(servers);
    causes = Set.copyOf(causes);
    severities = Set.copyOf(severities);
    findings = Set.copyOf(findings);
  }

  /** Whether {@code subject} is meant. An incident has no kind, a finding no cause. */
  public boolean matches(Subject subject) {
    return fits(sites, subject.site())
        && fits(servers, subject.server())
        && (causes.isEmpty() || subject.cause().filter(causes::contains).isPresent())
        && (severities.isEmpty() || severities.contains(subject.severity()))
        && (findings.isEmpty() || subject.finding().filter(findings::contains).isPresent());
  }

  private static boolean fits(List<NamePattern> patterns, String name) {
    return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(name));
  }
}
