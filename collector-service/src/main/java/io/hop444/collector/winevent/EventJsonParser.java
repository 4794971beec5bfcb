/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.LineParser;
import io.hop444.wire.DeadLetterReason;

/** Windows events as JSON, one document a line, of whatever shipper. */
public final class EventJsonParser extends LineParser {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HostEvents events;

  /** A parser for one file. */
  public EventJsonParser(FileContext context) {
    super(context);
    this.events = new HostEvents(context);
  }

  @Override
  protected void line(byte[] bytes, int from, int to, long offset, boolean cut) {
    String text = FileContext.text(bytes, from, to);
    if (text.isBlank()) {
      return;
    }
    JsonNode document;
    try {
      document = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      String why = "not JSON: " + RawEvent.cut(e.getOriginalMessage(), 200);
      refuse(cut ? why + "; the file ends in mid-line" : why, offset, bytes, from, to);
      return;
    }
    RawEvent event = EventJson.read(document);
    if (event == null) {
      refuse("not an event of a shipper that is known", offset, bytes, from, to);
    } else {
      events.add(event, offset, text, bytes, from, to);
    }
  }

  private void refuse(String why, long offset, byte[] bytes, int from, int to) {
    context().deadLetter(DeadLetterReason.BAD_SYNTAX, why, offset, bytes, from, to, to - from);
  }
}
