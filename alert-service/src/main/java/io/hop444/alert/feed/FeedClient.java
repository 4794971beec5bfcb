/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.hop444.alert.postgres.PostgresFeed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One client's connection, with a bounded queue between the reader of the table and its socket.
 * Methods may be called by any thread; the socket is only touched on the connection's event loop.
 */
final class FeedClient {

  /** An event with its message, which all clients share. */
  record Item(PostgresFeed.Entry entry, FeedMessage message) {}

  private final FeedSink sink;
  private final FeedFilter filter;
  private final int capacity;
  private final Runnable onDrained;
  private final Deque<FeedMessage> queue = new ArrayDeque<>();
  private long position;
  private long told;
  private boolean closed;
  private boolean draining;
  private int heartbeatsWithoutProgress;

  /**
   * @param position cursor of the last event the client has
   * @param onDrained called when the queue has become empty
   */
  FeedClient(FeedSink sink, FeedFilter filter, int capacity, long position, Runnable onDrained) {
    this.sink = sink;
    this.filter = filter;
    this.capacity = capacity;
    this.position = position;
    this.told = position;
    this.onDrained = onDrained;
  }

  /** Cursor up to which the client was given what it wants. */
  synchronized long position() {
    return position;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Whether the caller may still follow. */
  boolean isAllowed() {
    return filter.isAllowed();
  }

  /** Writes what comes before all events. */
  synchronized void open() {
    queue.addLast(FeedMessage.RETRY);
    drainLater();
  }

  /** Tells the client that its cursor leads nowhere, and goes on after {@code newest}. */
  synchronized void resync(long newest) {
    position = newest;
    told = newest;
    queue.addLast(FeedMessage.resync(newest));
    drainLater();
  }

  /**
   * Queues the events the client wants and does not have yet.
   *
   * @return false when the queue is full: the client is too slow
   */
  synchronized boolean offer(List<Item> items) {
    for (Item item : items) {
      long cursor = item.entry().cursor();
      if (cursor <= position) {
        continue;
      }
      if (filter.wants(item.entry())) {
        if (queue.size() >= capacity) {
          return false;
        }
        queue.addLast(item.message());
        told = cursor;
      }
      position = cursor;
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
      queue.addLast(position > told ? FeedMessage.heartbeat(position) : FeedMessage.HEARTBEAT);
      told = position;
      drainLater();
      return true;
    }
    return ++heartbeatsWithoutProgress <= patience;
  }

  /** Ends the connection. */
  void cut() {
    markClosed();
    sink.cut();
  }

  synchronized void markClosed() {
    closed = true;
    queue.clear();
  }

  private void drainLater() {
    if (!draining && !closed) {
      draining = true;
      sink.run(this::drain);
    }
  }

  private void drain() {
    boolean drained;
    synchronized (this) {
      while (!closed && !queue.isEmpty() && !sink.isFull()) {
        heartbeatsWithoutProgress = 0;
        sink.write(queue.removeFirst());
      }
      if (closed) {
        return;
      }
      drained = queue.isEmpty();
      if (drained) {
        draining = false;
      } else {
        sink.whenRoom(this::drain);
      }
    }
    if (drained) {
      onDrained.run();
    }
  }
}
