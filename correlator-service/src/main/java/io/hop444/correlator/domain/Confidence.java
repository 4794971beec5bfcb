/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

/** How sure the cause is. */
public enum Confidence {
  /** Rows alone. */
  LOW,
  /** Supporting evidence, or a state known from before the failure. */
  MEDIUM,
  /** An event or a snapshot of the failure itself names it. */
  HIGH
}
