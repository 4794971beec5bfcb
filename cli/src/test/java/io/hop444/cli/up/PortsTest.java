/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @TempDir Path data;

  @Test
  void shouldStayTheSameForADataFolder() throws Exception {
    Ports first = Ports.in(data);

    assertThat(Ports.in(data)).isEqualTo(first);
    assertThat(first.broker()).isNotEqualTo(first.postgres());
  }

  @Test
  void shouldChooseAgainWhatIsNoPort() throws Exception {
    Files.writeString(data.resolve("ports.properties"), "broker=19092\npostgres=many\n");

    Ports ports = Ports.in(data);

    assertThat(ports.broker()).isEqualTo(19092);
    assertThat(ports.postgres()).isPositive();
    assertThat(Ports.in(data)).isEqualTo(ports);
  }
}
