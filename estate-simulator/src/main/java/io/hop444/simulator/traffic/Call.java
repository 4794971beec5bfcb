/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.traffic;

/**
 * What a request asks for.
 *
 * @param query query of the client, without leading question mark; empty when there is none
 * @param requestInfo value of the column ClientRequestId
 * @param host host name the client asked
 */
public record Call(
    Protocol protocol,
    String method,
    String stem,
    String query,
    String requestInfo,
    String host,
    Agent agent) {

  /** True when the request carries a body: a failure then shows before the body is sent. */
  boolean hasBody() {
    return !method.equals("GET");
  }

  String authentication() {
    return switch (protocol) {
      case OWA, ECP -> "FBA";
      case EAS -> "Basic";
      case POWERSHELL -> "Kerberos";
      case EWS, MAPI, RPC_HTTP, AUTODISCOVER, OAB -> "Negotiate";
    };
  }
}
