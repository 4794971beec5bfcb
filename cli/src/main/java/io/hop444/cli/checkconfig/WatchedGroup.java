/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.smallrye.config.SmallRyeConfig;

/** Whether the alert service looks at the group of the correlator whose settings stand beside. */
final class WatchedGroup {

  private static final String KEY = "alert.correlator-group";

  /** Null where no correlator was looked at. */
  private String correlator;

  /** Looked at first, as {@link ServiceName} has them. */
  void ofTheCorrelator(SmallRyeConfig config) {
    correlator = config.getValue("correlator.application-id", String.class);
  }

  void ofTheAlertService(ServiceSettings settings, SmallRyeConfig config) {
    String watched = config.getValue(KEY, String.class);
    if (correlator != null && !correlator.equals(watched)) {
      settings.error(
          KEY,
          "is " + watched + ", and correlator.application-id is " + correlator + ".",
          "Set " + KEY + " to " + correlator + ", or the correlator is missed for ever.");
    }
  }
}
