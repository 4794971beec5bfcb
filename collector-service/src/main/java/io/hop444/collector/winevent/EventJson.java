/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import com.fasterxml.jackson.databind.JsonNode;
import io.hop444.collector.text.Utc;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON forms of a Windows event, told apart by their keys: Winlogbeat (before 7 without
 * an object of its own), OpenWEC (JSON, and XML inside JSON), Fluent Bit (winevtlog), NXLog and
 * forms derived from it.
 */
final class EventJson {

  private EventJson() {}

  /**
   * The event in this document.
   *
   * @param at its place in the file
   * @param localTimes brings times without a zone to UTC
   * @return null when no known shipper writes such a one
   */
  static RawEvent read(JsonNode document, long at, LocalTimes localTimes) {
    RawEvent event;
    if (document.path("winlog").isObject()) {
      event = winlogbeat(document);
    } else if (document.has("source_name") && document.has("event_id")) {
      event = winlogbeat6(document);
    } else if (document.path("System").isObject()) {
      event = openWec(document);
    } else if (document.path("System").isTextual()) {
      event = xmlInside(document, "System");
    } else if (document.path("data").isTextual()) {
      event = xmlInside(document, "data");
    } else if (document.has("ProviderName") && document.has("EventID")) {
      event = fluentBit(document);
    } else if (document.has("SourceName") && document.has("EventID")) {
      event = NxLogJson.read(document, at, localTimes);
    } else {
      return null;
    }
    return event == null || event.eventId < 0 ? null : event;
  }

  private static RawEvent winlogbeat(JsonNode document) {
    JsonNode winlog = document.get("winlog");
    RawEvent event = new RawEvent();
    event.provider = text(winlog, "provider_name");
    if (event.provider == null) {
      event.provider = text(document.path("event"), "provider");
    }
    event.providerGuid = text(winlog, "provider_guid");
    event.eventId(number(winlog.path("event_id")));
    if (event.eventId < 0) {
      event.eventId(number(document.path("event").path("code")));
    }
    event.recordId = recordId(winlog.path("record_id"));
    event.channel = text(winlog, "channel");
    event.computer = text(winlog, "computer_name");
    if (event.computer == null) {
      event.computer = text(document.path("host"), "name");
    }
    event.message = text(document, "message");
    event.atMillis = utc(text(document, "@timestamp"));
    addTexts(event.people, winlog.path("user").path("name"));
    addTexts(event.people, document.path("user").path("name"));
    addTexts(event.people, document.path("related").path("user"));
    addTexts(event.clients, document.path("source").path("ip"));
    addTexts(event.clients, document.path("related").path("ip"));
    addAll(event, winlog.path("event_data"));
    addAll(event, winlog.path("user_data"));
    return event;
  }

  /** Up to version 6 all fields stand in the document itself, some under other names. */
  private static RawEvent winlogbeat6(JsonNode document) {
    RawEvent event = new RawEvent();
    event.provider = text(document, "source_name");
    event.providerGuid = text(document, "provider_guid");
    event.eventId(number(document.path("event_id")));
    event.recordId = recordId(document.path("record_number"));
    event.channel = text(document, "log_name");
    event.computer = text(document, "computer_name");
    event.message = text(document, "message");
    event.atMillis = utc(text(document, "@timestamp"));
    addTexts(event.people, document.path("user").path("name"));
    addAll(event, document.path("event_data"));
    addAll(event, document.path("user_data"));
    return event;
  }

  private static RawEvent openWec(JsonNode document) {
    JsonNode system = document.get("System");
    RawEvent event = new RawEvent();
    event.provider = text(system.path("Provider"), "Name");
    event.providerGuid = text(system.path("Provider"), "Guid");
    event.eventSource = text(system.path("Provider"), "EventSourceName");
    event.eventId(number(system.path("EventID")));
    event.recordId = recordId(system.path("EventRecordID"));
    event.channel = text(system, "Channel");
    event.computer = text(system, "Computer");
    event.message = text(document.path("RenderingInfo"), "Message");
    String time = text(system, "TimeCreated");
    event.atMillis = utc(time == null ? text(system.path("TimeCreated"), "SystemTime") : time);
    addAll(event, document.path("EventData"));
    addUserData(event, document.path("UserData"));
    return event;
  }

  private static RawEvent xmlInside(JsonNode document, String key) {
    String xml = text(document, key);
    String whole = xml.startsWith("<System") ? "<Event>" + xml + "</Event>" : xml;
    RawEvent event = EventXml.read(whole);
    if (event != null) {
      addInserts(event, document.path("StringInserts"));
      if (event.message == null) {
        event.message = text(document, "Message");
      }
    }
    return event;
  }

  private static RawEvent fluentBit(JsonNode document) {
    RawEvent event = new RawEvent();
    event.provider = text(document, "ProviderName");
    event.providerGuid = text(document, "ProviderGuid");
    event.eventId(number(document.path("EventID")));
    event.recordId = recordId(document.path("EventRecordID"));
    event.channel = text(document, "Channel");
    event.computer = text(document, "Computer");
    event.message = text(document, "Message");
    event.atMillis = utc(text(document, "TimeCreated"));
    addInserts(event, document.path("StringInserts"));
    return event;
  }

  private static void addAll(RawEvent event, JsonNode values) {
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      add(event, value.getKey(), value.getValue());
    }
  }

  static void add(RawEvent event, String name, JsonNode value) {
    if (name.equals("Data")) {
      if (value.isArray()) {
        value.forEach(each -> event.add(null, each.asText()));
      } else {
        event.add(null, value.asText());
      }
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> inner : value.properties()) {
        if (inner.getValue().isValueNode()) {
          event.add(name + "." + inner.getKey(), inner.getValue().asText());
        }
        add(event, inner.getKey(), inner.getValue());
      }
    } else if (value.isArray()) {
      StringBuilder joined = new StringBuilder();
      value.forEach(each -> joined.append(joined.isEmpty() ? "" : ", ").append(each.asText()));
      event.add(name, joined.toString());
    } else if (!value.isNull()) {
      event.add(name, value.asText());
    }
  }

  /** One text, or a list of them. */
  private static void addTexts(List<String> to, JsonNode texts) {
    if (texts.isTextual()) {
      to.add(texts.asText());
    } else {
      texts.forEach(each -> to.add(each.asText()));
    }
  }

  private static void addInserts(RawEvent event, JsonNode inserts) {
    if (inserts.isArray() && event.data.isEmpty()) {
      inserts.forEach(each -> event.add(null, each.asText()));
    }
  }

  static void addUserData(RawEvent event, JsonNode userData) {
    if (userData.isTextual()) {
      EventXml.readValues(userData.asText(), event);
    } else {
      addAll(event, userData);
    }
  }

  static long utc(String text) {
    Utc.Written written = text == null ? null : Utc.written(text);
    return written == null ? Utc.NONE : written.millisAsUtc();
  }

  static Long recordId(JsonNode value) {
    long number = number(value);
    return number < 0 ? null : number;
  }

  static long number(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.asLong();
    }
    if (!value.isTextual()) {
      return -1;
    }
    try {
      return Long.parseLong(value.asText().trim());
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  static String text(JsonNode object, String key) {
    JsonNode value = object.path(key);
    return value.isTextual() ? value.asText().replace('\0', '\uFFFD') : null;
  }
}
