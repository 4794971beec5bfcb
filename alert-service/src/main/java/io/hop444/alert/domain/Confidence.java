/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** How sure the cause is. */
public enum Confidence {
  LOW,
  MEDIUM,
  HIGH
}
