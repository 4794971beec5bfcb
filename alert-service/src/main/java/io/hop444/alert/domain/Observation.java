/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.util.List;

/**
 * What the correlator knows of an incident.
 *
 * @param version grows with every change of the incident
 * @param evidence the most telling first
 */
public record Observation(
    IncidentKey key,
    long version,
    Diagnosis diagnosis,
    BlastRadius radius,
    Involved involved,
    Course course,
    List<Evidence> evidence) {

  public Observation {
    evidence = List.copyOf(evidence);
  }
}
