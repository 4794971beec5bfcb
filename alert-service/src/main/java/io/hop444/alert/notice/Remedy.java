/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

import io.hop444.alert.domain.Cause;

/**
 * What to do about a cause, in a sentence or two. The page has the commands, filled with the
 * server's values, to verify, repair and undo. Sources: Microsoft's documentation of
 * New-ExchangeCertificate, WebAdministration and netsh http.
 */
public final class Remedy {

  private Remedy() {}

  /** For the server of the incident. */
  public static String of(Cause cause, String server) {
    return switch (cause) {
      case BINDING_MISSING ->
          "On "
              + server
              + ", bind its \"Microsoft Exchange\" certificate to port 444 of the site Exchange Back"
              + " End again (IIS Manager, Bindings, https *:444).";
      case CERTIFICATE_UNUSABLE ->
          "On "
              + server
              + ", bind a certificate that is in the store LocalMachine\\My with its private key to"
              + " port 444; certutil -repairstore My <thumbprint> mends a lost link to the key.";
      case NAME_MISMATCH ->
          "On "
              + server
              + ", bind the certificate that carries the server's name (\"Microsoft Exchange\") to"
              + " port 444.";
      case UNTRUSTED ->
          "On "
              + server
              + ", bind a certificate that the front ends trust to port 444, or let each front end"
              + " trust its issuer.";
      case EXPIRED ->
          "On "
              + server
              + ", make a new certificate (New-ExchangeCertificate) and bind it to port 444 of the"
              + " site Exchange Back End.";
      case CERTIFICATE_REJECTED ->
          "Look at the certificate on port 444 of "
              + server
              + ": netsh http show sslcert ipport=0.0.0.0:444; its name, trust and validity.";
      case BINDING_CONFLICT ->
          "On "
              + server
              + ", let the site Exchange Back End bind *:444 and no single address, and see who else"
              + " listens on port 444.";
      case TLS_HANDSHAKE_FAILING ->
          "Look at the binding of port 444 of "
              + server
              + " and at its Schannel events; nothing collected says why the handshake fails.";
    };
  }
}
