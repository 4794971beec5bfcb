/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {

  /** Literals only: nothing is looked up. */
  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "20.190.128.1", "2606:4700::1111", "172.32.0.1"})
  void shouldAllowPublicAddresses(String literal) {
    assertThat(AddressRule.PUBLIC.allows(address(literal))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "fe80::1",
        "fd00:ec2::254",
        "0.0.0.0",
        "::",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::169.254.169.254",
        "ff02::1"
      })
  void shouldBlockWhatIsInside(String literal) {
    assertThat(AddressRule.PUBLIC.allows(address(literal))).isFalse();
  }

  @Test
  void shouldAllowOnlyWhatTheOperatorNames() {
    AddressRule loopback = AddressRule.of(List.of("loopback"));
    AddressRule inner = AddressRule.of(List.of("private"));
    AddressRule one = AddressRule.of(List.of("10.1.0.0/16", "169.254.10.1", "fd12::/16"));

    assertThat(loopback.allows(address("127.0.0.1"))).isTrue();
    assertThat(loopback.allows(address("10.1.2.3"))).isFalse();
    assertThat(inner.allows(address("10.1.2.3"))).isTrue();
    assertThat(inner.allows(address("127.0.0.1"))).isFalse();
    assertThat(inner.allows(address("169.254.169.254"))).isFalse();
    assertThat(one.allows(address("10.1.255.255"))).isTrue();
    assertThat(one.allows(address("10.2.0.0"))).isFalse();
    assertThat(one.allows(address("169.254.10.1"))).isTrue();
    assertThat(one.allows(address("169.254.10.2"))).isFalse();
    assertThat(one.allows(address("fd12::7"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"intranet", "10.0.0.0/33", "10.0.0/8x", "contoso.test", "dead.beef"})
  void shouldRefuseWhatIsNoNetwork(String word) {
    assertThatThrownBy(() -> AddressRule.of(List.of(word)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }
}
