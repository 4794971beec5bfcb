/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

/** A client's connection. All but {@link #run} and {@link #cut} on its event loop only. */
interface FeedSink {

  /** Runs {@code task} on the connection's event loop. */
  void run(Runnable task);

  /** Writes one message, whether there is room or not. */
  void write(FeedMessage message);

  /** Whether what was written has to leave before more is. */
  boolean isFull();

  /** Calls {@code listener} when there is room again. */
  void whenRoom(Runnable listener);

  /** Ends the connection at once, whatever waits. */
  void cut();
}
