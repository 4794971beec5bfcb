/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerNameTest {

  private final ServerName name = new ServerName("MBX01");

  @Test
  void shouldExpectTheNameThatFrontEndsAskForWhateverTheServerCallsItself() {
    name.learnOwn("MBX01.ad.contoso.test");
    name.learnAsked("mbx01.Mail.contoso.test.");
    name.learnOwn("mbx01.ad.contoso.test");

    assertThat(name.isAmong(List.of("mbx01.mail.contoso.test"))).isTrue();
    assertThat(name.isAmong(List.of("*.mail.contoso.test"))).isTrue();
    assertThat(name.isAmong(List.of("mbx01.ad.contoso.test"))).isFalse();
    assertThat(name.isAmong(List.of("MBX01"))).isTrue();
  }

  @Test
  void shouldExpectItsOwnNameWhileNobodyAsked() {
    name.learnOwn("mbx01.ad.contoso.test");
    name.learnAsked("mbx010.contoso.test");

    assertThat(name.isAmong(List.of("mbx01.ad.contoso.test"))).isTrue();
    assertThat(name.isAmong(List.of("mbx010.contoso.test"))).isFalse();
  }
}
