/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeTargetTest {

  @Test
  void shouldReadHostWithAndWithoutPort() {
    assertThat(ProbeTarget.of(" MBX07.contoso.test "))
        .isEqualTo(new ProbeTarget("mbx07.contoso.test", 444));
    assertThat(ProbeTarget.of("mbx07:8443").port()).isEqualTo(8443);
    assertThat(ProbeTarget.of("[fe80::1]:444").host()).isEqualTo("fe80::1");
    assertThat(ProbeTarget.of("[fe80::1]").endpoint()).isEqualTo("[fe80::1]:444");
    assertThat(ProbeTarget.of("MBX07.contoso.test").server()).isEqualTo("mbx07");
  }

  @Test
  void shouldRefuseWhatIsNoTarget() {
    for (String wrong : new String[] {"", "a:0", "a:x", "https://a", "fe80::1", ":444"}) {
      assertThatThrownBy(() -> ProbeTarget.of(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldSpreadProbesOverTheIntervalAndKeepTheRate() {
    assertThat(ProbeSchedule.spacing(5, Duration.ofMinutes(5), 60))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(ProbeSchedule.spacing(500, Duration.ofMinutes(5), 60))
        .isEqualTo(Duration.ofSeconds(1));
  }
}
