/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The address that shippers post to is the collector's own, and answers no question of health. */
class PortCheckTest {

  private static final String PUSH = "send Authorization: Bearer and a token of collector.push";

  @Test
  void shouldKnowTheAddressOfShippersOfACollectorThatRuns() throws Exception {
    assertThat(heldByWhoAnswers(401, PUSH)).singleElement().asString().startsWith("ok ");
    assertThat(heldByWhoAnswers(200, "{\"checks\": []}"))
        .singleElement()
        .asString()
        .startsWith("ok ");
    assertThat(heldByWhoAnswers(404, "not here")).singleElement().asString().startsWith("error ");
  }

  private static List<String> heldByWhoAnswers(int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        call -> {
          call.sendResponseHeaders(status, body.length);
          call.getResponseBody().write(body);
          call.close();
        });
    server.start();
    try {
      List<String> told = new ArrayList<>();
      ServiceSettings settings =
          new ServiceSettings(
              ServiceName.COLLECTOR, Path.of("none"), List.of(), new Report(told::add));
      new PortCheck()
          .check(
              settings,
              "collector.push.host",
              "127.0.0.1",
              "collector.push.port",
              server.getAddress().getPort());
      return told;
    } finally {
      server.stop(0);
    }
  }
}
