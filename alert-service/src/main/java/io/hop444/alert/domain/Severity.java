/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** How bad it is; the later the worse. */
public enum Severity {
  /** Worth knowing. */
  INFO,
  /** People will fail, or it is a server that may fail. */
  WARNING,
  /** People fail. An incident begins with this one. */
  OUTAGE
}
