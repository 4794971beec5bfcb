/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;

/** A WebSocket: one text message for each event. What the client sends is not looked at. */
final class WebSocketSink implements FeedSink {

  /** "Try again later" (IANA registry of WebSocket close codes): the cursor says where to go on. */
  private static final short TRY_AGAIN_LATER = 1013;

  private final ServerWebSocket socket;
  private final Context eventLoop;

  WebSocketSink(ServerWebSocket socket, Context eventLoop) {
    this.socket = socket;
    this.eventLoop = eventLoop;
  }

  @Override
  public void run(Runnable task) {
    eventLoop.runOnContext(nothing -> task.run());
  }

  @Override
  public void write(FeedMessage message) {
    if (!message.json().isEmpty()) {
      socket.writeTextMessage(message.json());
    }
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public void whenRoom(Runnable listener) {
    socket.drainHandler(nothing -> listener.run());
  }

  @Override
  public void cut() {
    run(() -> socket.close(TRY_AGAIN_LATER));
  }
}
