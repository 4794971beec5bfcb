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

  /** Windows cuts a host name to 15 characters to make a NetBIOS name. */
  @Test
  void shouldExpectTheWholeHostNameOfAServerThatIsKnownByItsNameCutShort() {
    ServerName cut = new ServerName("dublin-mailbox-");
    assertThat(cut.isAmong(List.of("dublin-mailbox-01.contoso.test"))).isTrue();

    cut.learnAsked("dublin-mailbox-01.contoso.test");

    assertThat(cut.isAmong(List.of("DUBLIN-MAILBOX-01"))).isTrue();
    assertThat(cut.isAmong(List.of("dublin-mailbox-"))).isTrue();
    assertThat(cut.isAmong(List.of("*.contoso.test"))).isTrue();
    assertThat(cut.isAmong(List.of("dublin-mailbox-02.contoso.test"))).isFalse();
    assertThat(cut.isAmong(List.of("*.other.test"))).isFalse();
  }
}
