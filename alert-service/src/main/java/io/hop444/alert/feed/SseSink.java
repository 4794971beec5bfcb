/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;

/** Server-Sent Events. */
final class SseSink implements FeedSink {

  private final HttpServerResponse response;
  private final Context eventLoop;

  SseSink(HttpServerResponse response, Context eventLoop) {
    this.response = response;
    this.eventLoop = eventLoop;
  }

  @Override
  public void run(Runnable task) {
    eventLoop.runOnContext(nothing -> task.run());
  }

  @Override
  public void write(FeedMessage message) {
    response.write(message.sse());
  }

  @Override
  public boolean isFull() {
    return response.writeQueueFull();
  }

  @Override
  public void whenRoom(Runnable listener) {
    response.drainHandler(nothing -> listener.run());
  }

  @Override
  public void cut() {
    run(response::reset);
  }
}
