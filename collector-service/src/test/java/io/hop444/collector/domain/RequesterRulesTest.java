/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequesterRulesTest {

  private final RequesterRules rules = new RequesterRules(List.of("CONTOSO\\svc-backup"));

  @Test
  void shouldClassifyByAccountAgentAndPath() {
    assertThat(rules.classify("CONTOSO\\anna", "Edge", "/owa/")).isEqualTo(RequesterKind.PERSON);
    assertThat(rules.classify(null, "Edge", "/owa/")).isEqualTo(RequesterKind.ANONYMOUS);
    assertThat(rules.classify("CONTOSO\\HealthMailbox8f0", "Edge", "/owa/"))
        .isEqualTo(RequesterKind.PROBE);
    assertThat(rules.classify("healthmailbox8f0@contoso.test", null, null))
        .isEqualTo(RequesterKind.PROBE);
    assertThat(rules.classify(null, "Ews_AM_Probe/Local", "/ews/")).isEqualTo(RequesterKind.PROBE);
    assertThat(rules.classify(null, null, "/ECP/HealthCheck.htm")).isEqualTo(RequesterKind.PROBE);
    assertThat(rules.classify("NT AUTHORITY\\SYSTEM", null, null)).isEqualTo(RequesterKind.SERVICE);
    assertThat(rules.classify("CONTOSO\\MBX07$", null, null)).isEqualTo(RequesterKind.SERVICE);
    assertThat(rules.classify("S-1-5-18", null, null)).isEqualTo(RequesterKind.SERVICE);
  }

  @Test
  void shouldKnowConfiguredServiceAccountsInAnySpelling() {
    assertThat(rules.classify("svc-backup@contoso.test", null, null))
        .isEqualTo(RequesterKind.SERVICE);
    assertThat(RequesterRules.DEFAULT.classify("CONTOSO\\svc-backup", null, null))
        .isEqualTo(RequesterKind.PERSON);
  }

  @Test
  void shouldCutHostNamesToNetBiosNamesAndLeaveAddressesWhole() {
    assertThat(ServerName.of("MBX07.Contoso.Test")).isEqualTo("mbx07");
    assertThat(ServerName.of("MBX07")).isEqualTo("mbx07");
    assertThat(ServerName.of("10.1.0.7")).isEqualTo("10.1.0.7");
    assertThat(ServerName.of("fe80::1")).isEqualTo("fe80::1");
  }
}
