/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/**
 * What happened to an incident. The timeline tells all of them apart; receivers and the live feed
 * know five words, and hear of everything else as an update.
 */
public enum EventType {
  OPENED("incident.opened"),
  UPDATED("incident.updated"),
  ACKNOWLEDGED("incident.acknowledged"),
  RESOLVED("incident.resolved"),
  REOPENED("incident.reopened"),
  ASSIGNED("incident.updated", "incident.assigned"),
  COMMENTED("incident.updated", "incident.commented"),
  SEVERITY_CHANGED("incident.updated", "incident.severity-changed"),
  TICKET_CHANGED("incident.updated", "incident.ticket-changed");

  private final String wireName;
  private final String timelineName;

  EventType(String name) {
    this(name, name);
  }

  EventType(String wireName, String timelineName) {
    this.wireName = wireName;
    this.timelineName = timelineName;
  }

  /** As receivers see it: {@code incident.opened}. */
  public String wireName() {
    return wireName;
  }

  /** As the timeline says it: {@code incident.commented}. */
  public String timelineName() {
    return timelineName;
  }

  /** Whether receivers see an update. */
  public boolean isUpdate() {
    return wireName.equals(UPDATED.wireName);
  }
}
