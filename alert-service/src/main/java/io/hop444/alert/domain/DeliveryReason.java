/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** How an attempt ended; drives the retry and is the tag of the metric. */
public enum DeliveryReason {
  /** 2xx. */
  DELIVERED,
  /** 429. */
  RATE_LIMITED,
  /** 410: the receiver wants no more. */
  GONE,
  /** 3xx: redirects are not followed, the target's address has to be corrected. */
  REDIRECTED,
  /** Any other 4xx, or an answer that is no HTTP. */
  REFUSED,
  /** 5xx. */
  SERVER_ERROR,
  /** No whole answer in time. */
  TIMED_OUT,
  /** No connection, or it broke. */
  UNREACHABLE,
  /** TLS could not be agreed on, or the certificate is not trusted. */
  TLS_FAILED,
  /** The target's name leads to an address that it may not have. */
  ADDRESS_BLOCKED
}
