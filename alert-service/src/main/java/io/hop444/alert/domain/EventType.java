/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** What happened to an incident, in the words of the webhook and of the live feed. */
public enum EventType {
  OPENED("incident.opened"),
  UPDATED("incident.updated"),
  ACKNOWLEDGED("incident.acknowledged"),
  RESOLVED("incident.resolved"),
  REOPENED("incident.reopened");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /** As receivers see it: {@code incident.opened}. */
  public String wireName() {
    return wireName;
  }
}
