/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/**
 * Which incident.
 *
 * @param generation the n-th incident of this back end, from 1
 * @param backEnd NetBIOS name in lower case
 */
public record IncidentKey(String id, int generation, String site, String backEnd) {

  public IncidentKey {
    if (id.isBlank() || id.length() > 200) {
      throw new IllegalArgumentException("an incident's id has 1 to 200 characters");
    }
  }
}
