/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.LineParser;
import io.hop444.collector.text.Utc;
import io.hop444.wire.DeadLetterReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

/** Windows events as JSON, one document a line, of whatever shipper. */
public final class EventJsonParser extends LineParser {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HostEvents events;
  private final LocalTimes localTimes;

  /**
   * A parser for one file of a server's folder. The shipper that wrote the file there has the clock
   * of that server, whichever computers its events are of.
   */
  public EventJsonParser(FileContext context) {
    this(context, EventOrigin.ofFile(context), null, computer -> zoneOfFolder(context));
  }

  private static ZoneId zoneOfFolder(FileContext context) {
    return context.settings().zones().of(context.origin().site(), context.origin().server());
  }

  /**
   * A parser for events that tell themselves where they are from.
   *
   * @param receivedAt when they came; null when that is not known
   * @param zoneOf the zone that is named for a computer, null when none is
   */
  public EventJsonParser(
      FileContext context,
      EventOrigin origin,
      Instant receivedAt,
      Function<String, ZoneId> zoneOf) {
    super(context);
    this.events = new HostEvents(context, origin);
    this.localTimes =
        new LocalTimes(context, receivedAt == null ? Utc.NONE : receivedAt.toEpochMilli(), zoneOf);
  }

  /**
   * A line holds one document; shippers that send batches write several of them, or a list. Those
   * behind the first have positions inside the line.
   */
  @Override
  protected void line(byte[] bytes, int from, int to, long offset, boolean cut) {
    String text = FileContext.text(bytes, from, to);
    if (text.isBlank()) {
      return;
    }
    int index = 0;
    try (MappingIterator<JsonNode> documents = JSON.readerFor(JsonNode.class).readValues(text)) {
      JsonNode document = documents.hasNextValue() ? documents.nextValue() : null;
      boolean more = document != null && documents.hasNextValue();
      if (document != null && !more && text.charAt(text.length() - 1) == '}') {
        take(document, text, offset, bytes, from, to);
        return;
      }
      while (document != null) {
        take(document, document.toString(), offset + index, bytes, from, to);
        index++;
        document = more ? documents.nextValue() : null;
        more = document != null && documents.hasNextValue();
      }
    } catch (JsonProcessingException e) {
      String why = notJson(e);
      refuse(cut ? why + "; the file ends in mid-line" : why, offset + index, bytes, from, to);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
  }

  private void take(JsonNode document, String text, long offset, byte[] bytes, int from, int to) {
    RawEvent event = EventJson.read(document, offset, localTimes);
    if (event == null) {
      refuse("not an event of a shipper that is known", offset, bytes, from, to);
    } else {
      events.add(event, offset, text, bytes, from, to);
    }
  }

  /** The parser's message quotes the text, which may name somebody. */
  private String notJson(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? "not JSON"
            : "not JSON in column " + e.getLocation().getColumnNr();
    return context().settings().redaction().on()
        ? where
        : where + ": " + RawEvent.cut(e.getOriginalMessage(), 200);
  }

  private void refuse(String why, long offset, byte[] bytes, int from, int to) {
    context().deadLetter(DeadLetterReason.BAD_SYNTAX, why, offset, bytes, from, to, to - from);
  }
}
