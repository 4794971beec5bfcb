/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** Why the second hop fails. */
public enum Cause {
  /** No certificate is bound to port 444. */
  BINDING_MISSING,
  /** A certificate is bound that HTTP.sys cannot use. */
  CERTIFICATE_UNUSABLE,
  /** The bound certificate does not carry the server's name. */
  NAME_MISMATCH,
  /** The front ends do not trust the chain of the bound certificate. */
  UNTRUSTED,
  /** The bound certificate is outside its validity. */
  EXPIRED,
  /** The front ends reject the certificate; nothing collected says why. */
  CERTIFICATE_REJECTED,
  /** The prefix of port 444 could not be registered. */
  BINDING_CONFLICT,
  /** The hop fails before HTTP; nothing collected says why. */
  TLS_HANDSHAKE_FAILING
}
