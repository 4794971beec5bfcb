/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.alert.domain.FindingKind;
import io.hop444.alert.domain.Period;
import io.hop444.alert.domain.ServerName;
import io.hop444.wire.Finding;

/** The wire's findings in the domain's words. */
final class FindingMapper {

  private FindingMapper() {}

  static io.hop444.alert.domain.Finding map(Finding finding) {
    return new io.hop444.alert.domain.Finding(
        WireText.clean(finding.getId()),
        finding.getVersion(),
        FindingKind.valueOf(finding.getKind().name()),
        finding.getSeverity().name(),
        new ServerName(WireText.clean(finding.getSite()), WireText.clean(finding.getServer())),
        new Period(finding.getFirstAt(), finding.getLastAt(), finding.getCount()),
        WireText.clean(finding.getSummary()),
        IncidentChangeMapper.evidence(finding.getEvidence()));
  }
}
