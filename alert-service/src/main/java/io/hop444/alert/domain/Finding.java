/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.util.List;

/**
 * Recognised, and deliberately not an incident.
 *
 * @param kind APP_POOL_STOPPED, BACK_END_ERROR ...
 * @param severity INFO, WARNING or OUTAGE
 */
public record Finding(
    String id,
    long version,
    FindingKind kind,
    String severity,
    ServerName server,
    Period period,
    String summary,
    List<Evidence> evidence) {

  public Finding {
    evidence = List.copyOf(evidence);
  }
}
