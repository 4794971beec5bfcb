/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import io.hop444.alert.domain.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a route tells.
 *
 * @param targets names, in the order of the file
 * @param findings severities of findings that are told; incidents always are
 * @param delay of the first notice, so that an event of a whole site is told as one
 * @param repeat pause between reminders while nobody acknowledges
 */
public record Plan(
    List<String> targets,
    Set<Severity> findings,
    Duration delay,
    Optional<Duration> repeat,
    List<Escalation> escalations) {

  public Plan {
    targets = List.copyOf(targets);
    findings = Set.copyOf(findings);
    escalations = List.copyOf(escalations);
  }
}
