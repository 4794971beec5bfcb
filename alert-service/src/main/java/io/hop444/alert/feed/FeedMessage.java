/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.hop444.alert.postgres.PostgresFeed;
import io.vertx.core.buffer.Buffer;

/**
 * One message as it leaves, encoded once for all clients that get it: thousands of queues so hold
 * the same bytes. Thread-safe.
 */
final class FeedMessage {

  /** First thing a client of Server-Sent Events gets: when to come back after a break. */
  static final FeedMessage RETRY = new FeedMessage("retry: 2000\n\n", "");

  /** Shows that a silent feed is alive. */
  static final FeedMessage HEARTBEAT =
      new FeedMessage(": alive\n\n", "{\"event\":\"feed.heartbeat\"}");

  private final Buffer sse;
  private final String json;

  private FeedMessage(String sse, String json) {
    this.sse = Buffer.buffer(sse);
    this.json = json;
  }

  /** The body is one line: JSON writes line ends escaped. */
  static FeedMessage of(PostgresFeed.Entry entry) {
    return message(entry.cursor(), entry.type(), entry.body());
  }

  /** Tells a client whose cursor leads nowhere that it has to read the lists again. */
  static FeedMessage resync(long cursor) {
    return message(
        cursor,
        "feed.resync",
        "{\"type\":\"feed.resync\",\"reason\":\"the cursor is not of this feed, or what followed it"
            + " was removed; read the lists again\"}");
  }

  /**
   * A heartbeat with the cursor up to which there was nothing for the client. An event without data
   * is not dispatched but its id is kept (WHATWG HTML, 9.2.6).
   */
  static FeedMessage heartbeat(long cursor) {
    return new FeedMessage(
        ": alive\nid: " + cursor + "\n\n",
        "{\"id\":\"" + cursor + "\",\"event\":\"feed.heartbeat\"}");
  }

  private static FeedMessage message(long cursor, String type, String body) {
    return new FeedMessage(
        "id: " + cursor + "\nevent: " + type + "\ndata: " + body + "\n\n",
        "{\"id\":\"" + cursor + "\",\"event\":\"" + type + "\",\"data\":" + body + "}");
  }

  /** As Server-Sent Events write it. */
  Buffer sse() {
    return sse;
  }

  /** As a message of the WebSocket; empty for what it has no need of. */
  String json() {
    return json;
  }
}
