/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.alert.domain.ServerName;
import io.hop444.wire.Gap;

/** The wire's gaps in the domain's words. */
final class GapMapper {

  private GapMapper() {}

  static io.hop444.alert.domain.Gap map(Gap gap) {
    return new io.hop444.alert.domain.Gap(
        WireText.clean(gap.getId()),
        gap.getVersion(),
        new ServerName(WireText.clean(gap.getSite()), WireText.clean(gap.getServer())),
        WireText.clean(gap.getLog()),
        WireText.clean(gap.getReason()),
        gap.getOpen(),
        gap.getFirstAt(),
        gap.getLastAt(),
        WireText.clean(gap.getDetail()));
  }
}
