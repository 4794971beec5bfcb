/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.domain.ServerName;
import io.hop444.wire.Position;

/** Says where an event was read, and of which server it is. */
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

  /**
   * For a file of a server's folder. An event that names another computer was forwarded to that
   * server and is of the one it names.
   */
  static EventOrigin ofFile(FileContext context) {
    return (computer, channel, recordId, offset, text) ->
        computer == null || !ServerName.isName(computer)
            ? context.position(offset)
            : context.position(context.settings().servers().nameOf(computer), offset);
  }
}
