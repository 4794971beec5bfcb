/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** Why receivers are told. */
public enum NotifyReason {
  /** Opened, acknowledged, resolved, re-opened. */
  LIFECYCLE,
  /** Another cause, another confidence, or it is now known who changed what. */
  DIAGNOSIS_CHANGED,
  /** Other front ends or protocols. */
  REACH_CHANGED,
  /** Only numbers, reasons or evidence changed. */
  NUMBERS_CHANGED,
  /** Somebody else works on it, it is more or less severe, or a ticket was linked. */
  HANDLING_CHANGED,
  /** Somebody said something. */
  COMMENTED
}
