/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;

/** What is recognised and is deliberately not an incident of port 444's certificate. */
public enum FindingKind {
  APP_POOL_STOPPED(
      3, Severity.OUTAGE, "HTTP.sys answers 503 itself: an application pool is stopped"),
  BACK_END_ERROR(5, Severity.WARNING, "the back end's application answers with server errors"),
  BACK_END_UNREACHABLE(3, Severity.OUTAGE, "nothing accepts connections on port 444"),
  BACK_END_TIMEOUT(3, Severity.WARNING, "the back end does not answer in time"),
  NAME_RESOLUTION(3, Severity.OUTAGE, "the front end cannot resolve the back end's name"),
  KERBEROS(3, Severity.OUTAGE, "the back end refuses the front end's Kerberos ticket"),
  AUTH_CERTIFICATE(
      1,
      Severity.OUTAGE,
      "the Exchange Auth certificate is missing or expired; not bound to a port"),
  ROUTING(3, Severity.INFO, "the front end finds no back end for requests"),
  THROTTLING(3, Severity.WARNING, "the front end's own limits refuse requests"),
  TRANSIENT(1, Severity.INFO, "single failures between successes"),
  FRONT_END_TRUST(
      1, Severity.OUTAGE, "this front end refuses certificates that other front ends accept"),
  TLS_CONFIGURATION(
      1,
      Severity.OUTAGE,
      "no common protocol or cipher: a matter of TLS settings, not certificates"),
  FRONT_DOOR_CERTIFICATE(1, Severity.OUTAGE, "the certificate of port 443 cannot be used"),
  MAINTENANCE(
      1, Severity.INFO, "the settings of port 444 were deleted and created again, nothing failed"),
  CERTIFICATE_EXPIRING(1, Severity.WARNING, "the certificate on port 444 expires soon"),
  CERTIFICATE_ARMED(
      1,
      Severity.WARNING,
      "the certificate on port 444 is gone from the store, or its key unusable, while HTTP.sys"
          + " still serves it");

  /** How bad a finding is. */
  public enum Severity {
    /** For the record. */
    INFO,
    /** Will fail. */
    WARNING,
    /** Users fail. */
    OUTAGE
  }

  private static final Duration MAINTENANCE_PROVES_ITSELF = Duration.ofMinutes(2);

  private final int threshold;
  private final Severity severity;
  private final String words;

  FindingKind(int threshold, Severity severity, String words) {
    this.threshold = threshold;
    this.severity = severity;
    this.words = words;
  }

  /**
   * True where each record makes the finding by itself; false where it follows from several and
   * their order.
   */
  boolean isDirect() {
    return switch (this) {
      case TRANSIENT,
          FRONT_END_TRUST,
          TLS_CONFIGURATION,
          MAINTENANCE,
          BACK_END_UNREACHABLE,
          CERTIFICATE_EXPIRING,
          CERTIFICATE_ARMED ->
          false;
      case APP_POOL_STOPPED,
          BACK_END_ERROR,
          BACK_END_TIMEOUT,
          NAME_RESOLUTION,
          KERBEROS,
          AUTH_CERTIFICATE,
          ROUTING,
          THROTTLING,
          FRONT_DOOR_CERTIFICATE ->
          true;
    };
  }

  /** How long what would disprove it is waited for before it is told. */
  Duration patience() {
    return this == MAINTENANCE ? MAINTENANCE_PROVES_ITSELF : Duration.ZERO;
  }

  /** How often it must be seen in a burst before it is told. */
  int threshold() {
    return threshold;
  }

  /** How bad it is. */
  public Severity severity() {
    return severity;
  }

  /** A clause for a sentence. */
  public String words() {
    return words;
  }
}
