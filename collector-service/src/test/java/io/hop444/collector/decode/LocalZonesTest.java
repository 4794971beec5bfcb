/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalZonesTest {

  @Test
  void shouldPreferTheZoneOfTheServerToThatOfItsSite() {
    LocalZones zones =
        LocalZones.of(List.of("dub=Europe/Dublin", " MBX07.contoso.test = +05:30 ", "AMS=UTC"));

    assertThat(zones.of("DUB", "mbx07")).isEqualTo(ZoneId.of("+05:30"));
    assertThat(zones.of("DUB", "mbx08")).isEqualTo(ZoneId.of("Europe/Dublin"));
    assertThat(zones.of("AMS", null)).isEqualTo(ZoneId.of("UTC"));
    assertThat(zones.of("OSL", "mbx08")).isNull();
    assertThat(LocalZones.NONE.of("DUB", "mbx07")).isNull();
  }

  @Test
  void shouldNameWhatIsNoFolder() {
    LocalZones zones = LocalZones.of(List.of("DUB=UTC", "mbx07=UTC", "DBU=UTC"));

    assertThat(zones.namesBeside(Set.of("DUB"), Set.of("MBX07"))).containsExactly("dbu");
  }

  @Test
  void shouldRefuseWhatIsNoZoneWithWhatToWrite() {
    for (String wrong : List.of("DUB", "=UTC", "DUB=Berlin", "DUB=W. Europe Standard Time", "")) {
      assertThatThrownBy(() -> LocalZones.of(List.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + wrong + "'")
          .hasMessageContaining("such as Europe/Berlin");
    }
    assertThatThrownBy(() -> LocalZones.of(List.of("DUB=UTC", "dub=+01:00")))
        .hasMessageContaining("dub once more");
  }
}
