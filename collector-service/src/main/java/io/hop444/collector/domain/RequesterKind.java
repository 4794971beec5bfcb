/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

/** Who is behind a request. */
public enum RequesterKind {
  /** A signed-in person. */
  PERSON,
  /** A health check: of Exchange's managed availability, or of a load balancer. */
  PROBE,
  /** A machine or service account. */
  SERVICE,
  /** Nobody signed in. */
  ANONYMOUS
}
