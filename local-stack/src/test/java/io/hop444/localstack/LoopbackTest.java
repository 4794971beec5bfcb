/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LoopbackTest {

  /** An outgoing connection would take it between the choice and the start of a service. */
  @Test
  void shouldChooseNoPortThatOutgoingConnectionsAreGiven() throws IOException {
    for (int i = 0; i < 200; i++) {
      int port = Loopback.freePort();

      assertThat(port).isBetween(1_024, 32_767);
      try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(listener.getLocalPort()).isEqualTo(port);
        assertThat(Loopback.isFree(port)).isFalse();
      }
    }
  }
}
