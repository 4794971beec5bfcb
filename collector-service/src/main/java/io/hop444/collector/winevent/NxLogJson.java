/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import com.fasterxml.jackson.databind.JsonNode;
import io.hop444.collector.text.Utc;
import java.util.Map;
import java.util.Set;

/** An event as NXLog writes it, or as forms do that are derived from NXLog's. */
final class NxLogJson {

  /** NXLog's own fields; all others are the event's values. */
  private static final Set<String> OWN_FIELDS =
      Set.of(
          "EventTime",
          "EventReceivedTime",
          "TimeCreated",
          "@timestamp",
          "@version",
          "Hostname",
          "host",
          "Keywords",
          "EventType",
          "SeverityValue",
          "Severity",
          "Level",
          "EventID",
          "SourceName",
          "ProviderGuid",
          "Version",
          "Task",
          "Opcode",
          "OpcodeValue",
          "RecordNumber",
          "ActivityID",
          "RelatedActivityID",
          "ProcessID",
          "ExecutionProcessID",
          "ThreadID",
          "ExecutionThreadID",
          "Channel",
          "Message",
          "Category",
          "SourceModuleName",
          "SourceModuleType",
          "OpenWEC",
          "UserData",
          "UserID",
          "Domain",
          "AccountType",
          "port",
          "tags");

  private NxLogJson() {}

  static RawEvent read(JsonNode document, long at, LocalTimes localTimes) {
    RawEvent event = new RawEvent();
    event.provider = EventJson.text(document, "SourceName");
    event.providerGuid = EventJson.text(document, "ProviderGuid");
    event.eventId(EventJson.number(document.path("EventID")));
    event.recordId = EventJson.recordId(document.path("RecordNumber"));
    event.channel = EventJson.text(document, "Channel");
    event.computer = EventJson.text(document, "Hostname");
    event.message = EventJson.text(document, "Message");
    event.atMillis = time(document, event.computer, at, localTimes);
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      if (!OWN_FIELDS.contains(field.getKey())) {
        EventJson.add(event, field.getKey(), field.getValue());
      }
    }
    EventJson.addUserData(event, document.path("UserData"));
    return event;
  }

  /**
   * {@code EventTime} is the server's local time without a zone, and {@code TimeCreated} of derived
   * forms is local time marked as UTC. A time of receipt that is truly UTC tells the difference;
   * NXLog's own may be local as well, and is then next to whatever else tells the zone.
   */
  private static long time(JsonNode document, String computer, long at, LocalTimes localTimes) {
    String eventTime = EventJson.text(document, "EventTime");
    Utc.Written written = eventTime == null ? null : Utc.written(eventTime);
    if (written != null && written.zoned()) {
      return written.millisAsUtc();
    }
    if (written == null) {
      String created = EventJson.text(document, "TimeCreated");
      written = created == null ? null : Utc.written(created);
    }
    if (written == null) {
      return EventJson.utc(EventJson.text(document, "@timestamp"));
    }
    long told = written.millisAsUtc();
    long receivedLocal = told;
    for (String reference : new String[] {"EventReceivedTime", "@timestamp"}) {
      String text = EventJson.text(document, reference);
      Utc.Written received = text == null ? null : Utc.written(text);
      if (received != null && !received.zoned()) {
        receivedLocal = received.millisAsUtc();
      } else if (received != null) {
        long corrected = LocalTimes.corrected(told, received.millisAsUtc());
        if (corrected != Utc.NONE) {
          return corrected;
        }
      }
    }
    return written.zoned()
        ? localTimes.byArrival(told, receivedLocal)
        : localTimes.toUtc(computer, told, receivedLocal, at);
  }
}
