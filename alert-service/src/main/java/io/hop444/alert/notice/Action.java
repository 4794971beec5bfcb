/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

/** What a notice does to the ticket, alert or thread of its key. */
public enum Action {
  /** Makes it, or opens it again. */
  TRIGGER,
  UPDATE,
  ACKNOWLEDGE,
  RESOLVE;

  /** Of the type of an event. */
  static Action of(String type) {
    return switch (type.substring(type.indexOf('.') + 1)) {
      case "updated" -> UPDATE;
      case "acknowledged" -> ACKNOWLEDGE;
      case "resolved", "alive" -> RESOLVE;
      default -> TRIGGER;
    };
  }
}
