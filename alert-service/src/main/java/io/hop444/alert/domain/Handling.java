/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.util.Optional;

/**
 * What people made of an incident.
 *
 * @param revision grows by one with every stored change, whoever made it
 * @param assignee who works on it
 */
public record Handling(long revision, Severity severity, Optional<String> assignee) {

  /** As an incident begins. */
  public static final Handling UNTOUCHED = new Handling(0, Severity.OUTAGE, Optional.empty());

  Handling next() {
    return new Handling(revision + 1, severity, assignee);
  }

  Handling assignedTo(Optional<String> another) {
    return new Handling(revision, severity, another);
  }

  Handling as(Severity another) {
    return new Handling(revision, another, assignee);
  }
}
