/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.hop444.alert.postgres.PostgresFeed;

/** Events in the format of Server-Sent Events (WHATWG HTML, 9.2). */
final class SseText {

  /** First thing a client gets: when to come back after a break. */
  static final String RETRY = "retry: 2000\n\n";

  /** Shows that a silent feed is alive. */
  static final String HEARTBEAT = ": alive\n\n";

  private SseText() {}

  /** The body is one line: JSON writes line ends escaped. */
  static String of(PostgresFeed.Entry entry) {
    return "id: "
        + entry.cursor()
        + "\nevent: "
        + entry.type()
        + "\ndata: "
        + entry.body()
        + "\n\n";
  }

  /** Tells a client whose cursor this feed never gave that it has to read the lists again. */
  static String resync(long cursor) {
    return "id: "
        + cursor
        + "\nevent: feed.resync\ndata: {\"type\":\"feed.resync\",\"reason\":\"the cursor is not of"
        + " this feed; read the lists again\"}\n\n";
  }
}
