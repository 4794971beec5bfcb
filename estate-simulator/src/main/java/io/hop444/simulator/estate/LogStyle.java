/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.estate;

import java.util.Objects;

/**
 * How the logs of one server look.
 *
 * @param events shape of the Windows events
 * @param layout columns of the IIS logs
 * @param backEndSiteId number of the IIS site on 444: 2 unless the server was rebuilt
 * @param netsh also write the output of {@code netsh http show sslcert} beside the JSON inventory
 */
public record LogStyle(EventFormat events, W3cLayout layout, int backEndSiteId, boolean netsh) {

  /** Plain XML events, untouched IIS, site 2, JSON inventory only. */
  public static final LogStyle PLAIN = new LogStyle(EventFormat.XML, W3cLayout.STANDARD, 2, false);

  public LogStyle {
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(layout, "layout");
    if (backEndSiteId < 2) {
      throw new IllegalArgumentException(
          "backEndSiteId=" + backEndSiteId + " must be 2 or more: site 1 is the front end's");
    }
  }
}
