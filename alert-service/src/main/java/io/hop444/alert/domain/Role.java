/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** What a caller may do; each role may do what those before it may. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Acknowledges. */
  RESPONDER,
  /** Makes tokens. */
  ADMIN;

  /** Whether this role is enough where {@code needed} is asked for. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
