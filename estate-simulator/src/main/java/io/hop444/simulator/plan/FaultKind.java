/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.plan;

/** What breaks. The first eight are the causes of incidents; the others only look like them. */
public enum FaultKind {
  /** The SSL settings of 444 are deleted; the repair creates them again. */
  BINDING_MISSING(Place.BACK_END, true, Hop.SEND_FAILURE),
  /** The bound certificate's key is lost; HTTP.sys cannot use it. */
  CERTIFICATE_UNUSABLE(Place.BACK_END, true, Hop.SEND_FAILURE),
  /** A certificate of another name is bound and the front ends check names. */
  NAME_MISMATCH(Place.BACK_END, true, Hop.TRUST_FAILURE),
  /** A certificate of an unknown authority is bound and the front ends check chains. */
  UNTRUSTED(Place.BACK_END, true, Hop.TRUST_FAILURE),
  /** The bound certificate expires and the front ends check validity. */
  EXPIRED(Place.BACK_END, true, Hop.TRUST_FAILURE),
  /** The front ends refuse the certificate; no event and no inventory says why. */
  CERTIFICATE_REJECTED(Place.BACK_END, true, Hop.TRUST_FAILURE),
  /** The prefix of 444 is taken; the back-end site does not start. */
  BINDING_CONFLICT(Place.BACK_END, true, Hop.CONNECT_FAILURE),
  /** The hop dies before HTTP; no event and no inventory says why. */
  TLS_HANDSHAKE_FAILING(Place.BACK_END, true, Hop.HANDSHAKE_FAILURE),

  /** The application pool of OWA is disabled after failures: HTTP.sys answers 503. */
  APP_POOL_STOPPED(Place.BACK_END, false, Hop.POOL_STOPPED),
  /** The applications of the back end answer 500. */
  BACK_END_ERROR(Place.BACK_END, false, Hop.APPLICATION_ERROR),
  /** The server is off. */
  BACK_END_UNREACHABLE(Place.BACK_END, false, Hop.CONNECT_FAILURE),
  /** The back end answers too late. */
  BACK_END_TIMEOUT(Place.BACK_END, false, Hop.TIMEOUT),
  /** The front end cannot resolve the names of back ends. */
  NAME_RESOLUTION(Place.FRONT_END, false, Hop.NAME_RESOLUTION),
  /** The back end refuses the front end's Kerberos ticket. */
  KERBEROS(Place.BACK_END, false, Hop.KERBEROS),
  /** The organisation's OAuth certificate is gone: OWA and ECP fail in the front end. */
  AUTH_CERTIFICATE(Place.FRONT_END, false, Hop.AUTH_CERTIFICATE),
  /** The front end cannot find out where mailboxes are. */
  ROUTING(Place.FRONT_END, false, Hop.ROUTING),
  /** The front end has too many requests under way. */
  THROTTLING(Place.FRONT_END, false, Hop.THROTTLING),
  /** Single connections to the back end die among successes. */
  TRANSIENT(Place.BACK_END, false, Hop.TRANSIENT),
  /** One front end alone checks certificates strictly and trusts no back end. */
  FRONT_END_TRUST(Place.FRONT_END, false, Hop.TRUST_FAILURE),
  /** Front ends and this back end have no TLS protocol or cipher in common. */
  TLS_CONFIGURATION(Place.BACK_END, false, Hop.CHANNEL_FAILURE),
  /** The certificate of port 443 is unusable: clients do not reach this front end. */
  FRONT_DOOR_CERTIFICATE(Place.FRONT_END, false, Hop.NONE),
  /** The binding of 444 is replaced within a minute while no request comes. */
  MAINTENANCE(Place.BACK_END, false, Hop.NONE),
  /** The certificate of 444 expires soon; nothing fails yet. */
  CERTIFICATE_EXPIRING(Place.BACK_END, false, Hop.NONE),
  /** The certificate of 444 was deleted from the store; HTTP.sys still serves it. */
  CERTIFICATE_ARMED(Place.BACK_END, false, Hop.NONE);

  /** Which of its roles a server fails in. */
  public enum Place {
    FRONT_END,
    BACK_END
  }

  /** What becomes of a request on the second hop. */
  public enum Hop {
    /** Nothing changes for requests. */
    NONE,
    SEND_FAILURE,
    TRUST_FAILURE,
    CHANNEL_FAILURE,
    CONNECT_FAILURE,
    /** A mix of the names that a reset handshake may leave. */
    HANDSHAKE_FAILURE,
    POOL_STOPPED,
    APPLICATION_ERROR,
    TIMEOUT,
    NAME_RESOLUTION,
    KERBEROS,
    AUTH_CERTIFICATE,
    ROUTING,
    THROTTLING,
    TRANSIENT
  }

  private final Place place;
  private final boolean incident;
  private final Hop hop;

  FaultKind(Place place, boolean incident, Hop hop) {
    this.place = place;
    this.incident = incident;
    this.hop = hop;
  }

  public Place place() {
    return place;
  }

  /** True for a cause of incidents, false for what is only to be recognised. */
  public boolean isIncident() {
    return incident;
  }

  public Hop hop() {
    return hop;
  }

  /** True when nothing but failed rows may tell of this fault. */
  public boolean isUnexplained() {
    return this == CERTIFICATE_REJECTED || this == TLS_HANDSHAKE_FAILING;
  }
}
