/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The feed as a WebSocket. */
@Order(SharedAlert.WITH_TOKENS)
class SocketIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static AlertProcess alert;

  @BeforeAll
  static void start() {
    alert = SHARED.alert();
  }

  @Test
  void shouldSendTheSameEventsWithTheSameCursorsAsServerSentEvents() {
    try (FeedReader sse = FeedReader.fromNow(alert);
        SocketReader socket = SocketReader.of(alert, alert.token(), "")) {
      await().until(() -> socket.hasHeartbeat() && sse.lines().contains(": alive"));
      SHARED.wire().send(Change.opened("by-socket"), Change.resolved("by-socket", 2));

      await().until(() -> socket.ids().size() >= 2 && sse.ids().size() >= 2);

      assertThat(socket.ids()).isEqualTo(sse.ids());
      assertThat(socket.events().get(0).getString("event")).isEqualTo("incident.opened");
      assertThat(socket.events().get(0).getString("data.type")).isEqualTo("incident.opened");
      assertThat(socket.events().get(0).getString("data.data.id")).isEqualTo("by-socket");
      String first = socket.ids().get(0);
      try (SocketReader resumed = SocketReader.of(alert, alert.token(), "?after=" + first)) {
        await().until(() -> !resumed.ids().isEmpty());
        assertThat(resumed.ids().get(0)).isEqualTo(socket.ids().get(1));
      }
    }
  }

  @Test
  void shouldKeepToTheSitesOfTheTokenAndToTheFilters() {
    String token =
        SHARED.token(
            Map.of("name", "socket", "role", "viewer", "sites", List.of("SOCK-A", "SOCK-B")));
    try (SocketReader scoped = SocketReader.of(alert, token, "?after=0");
        SocketReader filtered = SocketReader.of(alert, token, "?after=0&site=SOCK-B,SOCK-C")) {
      SHARED
          .wire()
          .send(
              Change.opened("sock-c").at("SOCK-C", "mbx-c"),
              Change.opened("sock-a").at("SOCK-A", "mbx-a"),
              Change.opened("sock-b").at("SOCK-B", "mbx-b"));

      await().until(() -> scoped.ids().size() == 2 && filtered.ids().size() == 1);

      assertThat(scoped.events().get(0).getString("data.data.site")).isEqualTo("SOCK-A");
      assertThat(filtered.events().get(0).getString("data.data.site")).isEqualTo("SOCK-B");
    }
  }

  @Test
  void shouldTakeABrowsersTokenBesideTheProtocol() {
    String token = SHARED.token("browser", "viewer");

    try (SocketReader browser =
        new SocketReader(
            alert, "", builder -> builder.subprotocols("hop444.feed", "hop444.token." + token))) {

      await().until(browser::hasHeartbeat);

      assertThat(browser.protocol()).isEqualTo("hop444.feed");
      SHARED.admin().delete("/api/v1/tokens/browser").then().statusCode(204);
      await().until(browser::hasEnded);
    }
  }

  /** It would keep a compressor for each client, and compress each event for each of them. */
  @Test
  void shouldNotTakeUpTheCompressionThatBrowsersOffer() {
    String answer =
        RawCall.headOf(
            alert,
            "/api/v1/feed/socket",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");

    assertThat(answer).startsWith("HTTP/1.1 101 ");
    assertThat(answer).doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
  }

  @Test
  void shouldOpenToNobodyElse() {
    assertThatThrownBy(
            () -> new SocketReader(alert, "", builder -> builder.subprotocols("hop444.feed")))
        .hasMessageContaining("WebSocketHandshakeException");
    assertThatThrownBy(
            () ->
                new SocketReader(
                    alert,
                    "",
                    builder ->
                        builder
                            .header("Authorization", "Bearer " + alert.token())
                            .header("Origin", "https://evil.test")))
        .hasMessageContaining("WebSocketHandshakeException");
  }
}
