/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.EnumMap;
import java.util.Map;

/** Which findings rows of HttpProxy make by themselves, and whose they are. */
final class LookAlikes {

  private static final Map<ProxiedOutcome, FindingKind> OF_ROWS =
      new EnumMap<>(
          Map.of(
              ProxiedOutcome.BACK_END_ERROR, FindingKind.BACK_END_ERROR,
              ProxiedOutcome.POOL_STOPPED, FindingKind.APP_POOL_STOPPED,
              ProxiedOutcome.KERBEROS, FindingKind.KERBEROS,
              ProxiedOutcome.KEEP_ALIVE_LOST, FindingKind.TRANSIENT,
              ProxiedOutcome.NAME_UNRESOLVED, FindingKind.NAME_RESOLUTION,
              ProxiedOutcome.TIMED_OUT, FindingKind.BACK_END_TIMEOUT,
              ProxiedOutcome.THROTTLED, FindingKind.THROTTLING,
              ProxiedOutcome.NOT_ROUTED, FindingKind.ROUTING,
              ProxiedOutcome.AUTH_CERTIFICATE_FAILED, FindingKind.AUTH_CERTIFICATE));

  private LookAlikes() {}

  /** Null where it makes none. */
  static FindingKind of(ProxiedOutcome outcome) {
    return OF_ROWS.get(outcome);
  }

  /** True where the finding is told of the front end, false where of the back end. */
  static boolean isOfTheFrontEnd(FindingKind kind) {
    return switch (kind) {
      case AUTH_CERTIFICATE, NAME_RESOLUTION, ROUTING, THROTTLING, FRONT_END_TRUST -> true;
      case APP_POOL_STOPPED,
          BACK_END_ERROR,
          BACK_END_UNREACHABLE,
          BACK_END_TIMEOUT,
          KERBEROS,
          TRANSIENT,
          TLS_CONFIGURATION,
          FRONT_DOOR_CERTIFICATE,
          MAINTENANCE,
          CERTIFICATE_EXPIRING,
          CERTIFICATE_ARMED ->
          false;
    };
  }
}
