/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.hop444.alert.postgres.PostgresFeed;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One client's connection, with a bounded queue between the reader of the table and its socket.
 * Methods may be called by any thread; the socket is only touched on the connection's event loop.
 */
final class FeedClient {

  private final HttpServerResponse response;
  private final Context eventLoop;
  private final int capacity;
  private final Runnable onDrained;
  private final Deque<String> queue = new ArrayDeque<>();
  private long position;
  private boolean closed;
  private boolean draining;
  private int heartbeatsWithoutProgress;

  /**
   * @param position cursor of the last event the client has
   * @param onDrained called when the queue has become empty
   */
  FeedClient(
      HttpServerResponse response,
      Context eventLoop,
      int capacity,
      long position,
      Runnable onDrained) {
    this.response = response;
    this.eventLoop = eventLoop;
    this.capacity = capacity;
    this.position = position;
    this.onDrained = onDrained;
  }

  synchronized long position() {
    return position;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Writes what comes before all events. */
  synchronized void open() {
    queue.addLast(SseText.RETRY);
    drainLater();
  }

  /** Tells the client that its cursor is none, and goes on after {@code newest}. */
  synchronized void resync(long newest) {
    position = newest;
    queue.addLast(SseText.resync(newest));
    drainLater();
  }

  /**
   * Queues the events the client does not have yet.
   *
   * @return false when the queue is full: the client is too slow
   */
  synchronized boolean offer(List<PostgresFeed.Entry> entries) {
    for (PostgresFeed.Entry entry : entries) {
      if (entry.cursor() > position) {
        if (queue.size() >= capacity) {
          return false;
        }
        queue.addLast(SseText.of(entry));
        position = entry.cursor();
      }
    }
    drainLater();
    return true;
  }

  /** There is nothing to be had up to {@code cursor}. */
  synchronized void skipTo(long cursor) {
    position = Math.max(position, cursor);
  }

  /**
   * Writes a comment where nothing else waits.
   *
   * @return false when the client has taken nothing since the last {@code patience} calls
   */
  synchronized boolean heartbeat(int patience) {
    if (queue.isEmpty()) {
      heartbeatsWithoutProgress = 0;
      queue.addLast(SseText.HEARTBEAT);
      drainLater();
      return true;
    }
    return ++heartbeatsWithoutProgress <= patience;
  }

  /** Ends the connection. */
  void cut() {
    markClosed();
    eventLoop.runOnContext(nothing -> response.reset());
  }

  synchronized void markClosed() {
    closed = true;
    queue.clear();
  }

  private void drainLater() {
    if (!draining && !closed) {
      draining = true;
      eventLoop.runOnContext(nothing -> drain());
    }
  }

  private void drain() {
    boolean drained;
    synchronized (this) {
      while (!closed && !queue.isEmpty() && !response.writeQueueFull()) {
        heartbeatsWithoutProgress = 0;
        response.write(queue.removeFirst());
      }
      if (closed) {
        return;
      }
      drained = queue.isEmpty();
      if (drained) {
        draining = false;
      } else {
        response.drainHandler(nothing -> drain());
      }
    }
    if (drained) {
      onDrained.run();
    }
  }
}
