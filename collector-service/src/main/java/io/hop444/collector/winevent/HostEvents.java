/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import io.hop444.collector.decode.FileContext;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.HostEvent;
import io.hop444.wire.Position;
import java.time.Instant;
import java.util.List;

/**
 * Makes a record of an event, whatever shipper wrote it, or counts it as one that does not matter.
 */
final class HostEvents {

  /** The schema's limit. */
  private static final int MAX_TEXT_LENGTH = 4_096;

  private final FileContext context;
  private final EventOrigin origin;

  HostEvents(FileContext context, EventOrigin origin) {
    this.context = context;
    this.origin = origin;
  }

  /**
   * @param offset of the event in the file
   * @param text the event as it stands there
   * @param bytes the same, for the dead letter of an event without a time
   */
  void add(RawEvent event, long offset, String text, byte[] bytes, int from, int to) {
    if (event.atMillis == Long.MIN_VALUE) {
      context.deadLetter(
          DeadLetterReason.BAD_VALUE,
          "the event has no time that can be read",
          offset,
          bytes,
          from,
          to,
          to - from);
      return;
    }
    context.sawTime(event.atMillis);
    String provider = EventKinds.wantedProvider(event);
    if (provider == null) {
      context.ignore();
      return;
    }
    restoreNames(event, provider);
    String endpoint = hasEndpoint(provider) ? Endpoints.of(event.data, event.message) : null;
    Position position = origin.of(event.computer, event.channel, event.recordId, offset, text);
    if (position == null) {
      context.deadLetter(
          DeadLetterReason.BAD_VALUE,
          "the event does not name its computer",
          offset,
          bytes,
          from,
          to,
          to - from);
      return;
    }
    EventRedaction redaction = EventRedaction.of(event, text, context.settings().redaction());
    context.emit(
        new HostEvent(
            position,
            Instant.ofEpochMilli(event.atMillis),
            provider,
            event.eventId,
            event.channel,
            event.recordId,
            endpoint,
            redaction.data(),
            event.binary,
            RawEvent.cut(redaction.text(), MAX_TEXT_LENGTH)));
  }

  /** Shippers that lose the names of values keep their order. */
  private static void restoreNames(RawEvent event, String provider) {
    List<String> names = EventKinds.valueNames(provider, event.eventId);
    for (int i = 0; i < names.size(); i++) {
      String value = event.data.get(Integer.toString(i + 1));
      if (value != null) {
        event.put(names.get(i), value);
      }
    }
  }

  private static boolean hasEndpoint(String provider) {
    return provider.equals(EventKinds.HTTP_EVENT)
        || provider.equals(EventKinds.HTTP_SERVICE)
        || provider.equals(EventKinds.W3SVC);
  }
}
