/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** What was recognised; the names are the public contract's. */
public enum FindingKind {
  OTHER,
  APP_POOL_STOPPED,
  BACK_END_ERROR,
  BACK_END_UNREACHABLE,
  BACK_END_TIMEOUT,
  NAME_RESOLUTION,
  KERBEROS,
  AUTH_CERTIFICATE,
  ROUTING,
  THROTTLING,
  TRANSIENT,
  FRONT_END_TRUST,
  TLS_CONFIGURATION,
  FRONT_DOOR_CERTIFICATE,
  MAINTENANCE,
  CERTIFICATE_EXPIRING,
  CERTIFICATE_ARMED
}
