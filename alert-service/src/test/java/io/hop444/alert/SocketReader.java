/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A client of the feed's WebSocket that keeps the messages it gets. */
final class SocketReader implements AutoCloseable {

  private final List<JsonPath> messages = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final WebSocket socket;

  /**
   * @param handshake sets headers and subprotocols
   */
  SocketReader(AlertProcess alert, String query, UnaryOperator<WebSocket.Builder> handshake) {
    URI address =
        URI.create(alert.address().replace("http:", "ws:") + "/api/v1/feed/socket" + query);
    socket =
        handshake
            .apply(HttpClient.newHttpClient().newWebSocketBuilder())
            .buildAsync(address, new Listener())
            .join();
  }

  static SocketReader of(AlertProcess alert, String token, String query) {
    return new SocketReader(
        alert, query, builder -> builder.header("Authorization", "Bearer " + token));
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        messages.add(JsonPath.from(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.complete(-1);
    }
  }

  String protocol() {
    return socket.getSubprotocol();
  }

  /** Ids of the events, heartbeats left out. */
  List<String> ids() {
    return events().stream().map(message -> message.getString("id")).toList();
  }

  List<JsonPath> events() {
    return messages.stream().filter(message -> !isHeartbeat(message)).toList();
  }

  boolean hasHeartbeat() {
    return messages.stream().anyMatch(SocketReader::isHeartbeat);
  }

  private static boolean isHeartbeat(JsonPath message) {
    return Objects.equals(message.getString("event"), "feed.heartbeat");
  }

  boolean hasEnded() {
    return closed.isDone();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
