/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

/** Why the second hop fails. */
public enum Cause {
  TLS_HANDSHAKE_FAILING("the second hop fails before HTTP, and nothing collected says why"),
  CERTIFICATE_REJECTED(
      "the front ends refuse the certificate on port 444, and nothing collected says why"),
  BINDING_MISSING("no certificate is bound to port 444"),
  CERTIFICATE_UNUSABLE("the certificate bound to port 444 cannot be used by HTTP.sys"),
  NAME_MISMATCH("the certificate bound to port 444 does not carry the server's name"),
  UNTRUSTED("the certificate bound to port 444 is not trusted by the front ends"),
  EXPIRED("the certificate bound to port 444 is outside its validity"),
  BINDING_CONFLICT("the URL prefix of port 444 could not be registered");

  private final String words;

  Cause(String words) {
    this.words = words;
  }

  /** A clause for a sentence. */
  public String words() {
    return words;
  }

  /** True where front ends refuse a certificate, false where no handshake gets that far. */
  public boolean isRefusal() {
    return switch (this) {
      case NAME_MISMATCH, UNTRUSTED, EXPIRED, CERTIFICATE_REJECTED -> true;
      case TLS_HANDSHAKE_FAILING, BINDING_MISSING, CERTIFICATE_UNUSABLE, BINDING_CONFLICT -> false;
    };
  }

  /** False for the two causes that only say what fails. */
  public boolean saysWhy() {
    return this != TLS_HANDSHAKE_FAILING && this != CERTIFICATE_REJECTED;
  }
}
