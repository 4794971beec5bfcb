/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequesterRulesTest {

  private final RequesterRules rules = new RequesterRules(List.of("CONTOSO\\svc-backup"));

  private static boolean isHealthCheck(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    return RequesterRules.isHealthCheck(bytes, 0, bytes.length);
  }

  @Test
  void shouldClassifyAccounts() {
    assertThat(rules.ofAccount("CONTOSO\\anna")).isEqualTo(RequesterKind.PERSON);
    assertThat(rules.ofAccount("CONTOSO\\HealthMailbox8f0")).isEqualTo(RequesterKind.PROBE);
    assertThat(rules.ofAccount("healthmailbox8f0@contoso.test")).isEqualTo(RequesterKind.PROBE);
    assertThat(rules.ofAccount("NT AUTHORITY\\SYSTEM")).isEqualTo(RequesterKind.SERVICE);
    assertThat(rules.ofAccount("CONTOSO\\MBX07$")).isEqualTo(RequesterKind.SERVICE);
    assertThat(rules.ofAccount("S-1-5-18")).isEqualTo(RequesterKind.SERVICE);
  }

  @Test
  void shouldKnowAgentsAndPathsOfProbes() {
    assertThat(RequesterRules.isProbeAgent("Ews_AM_Probe/Local")).isTrue();
    assertThat(RequesterRules.isProbeAgent("Edge")).isFalse();
    assertThat(isHealthCheck("/ECP/HealthCheck.htm")).isTrue();
    assertThat(isHealthCheck("/ecp/")).isFalse();
    assertThat(isHealthCheck("")).isFalse();
  }

  @Test
  void shouldKnowConfiguredServiceAccountsInAnySpelling() {
    assertThat(rules.ofAccount("svc-backup@contoso.test")).isEqualTo(RequesterKind.SERVICE);
    assertThat(RequesterRules.DEFAULT.ofAccount("CONTOSO\\svc-backup"))
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
