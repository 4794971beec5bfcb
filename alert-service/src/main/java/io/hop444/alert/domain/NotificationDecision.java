/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/**
 * When receivers are told of a change.
 *
 * @param urgent at once; otherwise together with later changes of the kind, after a pause
 */
public record NotificationDecision(NotifyReason reason, boolean urgent) {

  static NotificationDecision of(EventType type) {
    return switch (type) {
      case OPENED, ACKNOWLEDGED, RESOLVED, REOPENED ->
          new NotificationDecision(NotifyReason.LIFECYCLE, true);
      case ASSIGNED, SEVERITY_CHANGED, TICKET_CHANGED ->
          new NotificationDecision(NotifyReason.HANDLING_CHANGED, true);
      case COMMENTED -> new NotificationDecision(NotifyReason.COMMENTED, false);
      case UPDATED -> throw new IllegalArgumentException("an update is weighed by what it changed");
    };
  }

  static NotificationDecision ofUpdate(Observation before, Observation after) {
    if (!before.diagnosis().saysTheSameAs(after.diagnosis())) {
      return new NotificationDecision(NotifyReason.DIAGNOSIS_CHANGED, true);
    }
    if (!before.radius().reachesTheSameAs(after.radius())) {
      return new NotificationDecision(NotifyReason.REACH_CHANGED, true);
    }
    return new NotificationDecision(NotifyReason.NUMBERS_CHANGED, false);
  }
}
