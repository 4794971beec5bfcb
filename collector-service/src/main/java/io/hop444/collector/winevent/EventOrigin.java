/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import io.hop444.wire.Position;

/** Says where an event was read, for events whose file is not their server's. */
public interface EventOrigin {

  /**
   * The position of an event.
   *
   * @param computer as the event names it, null when it does not
   * @param channel null when the event names none
   * @param recordId its number in the channel, null when it has none
   * @param offset of the event in what was read
   * @param text the event as it stands there
   * @return null when it cannot be said which server the event is of
   */
  Position of(String computer, String channel, Long recordId, long offset, String text);
}
