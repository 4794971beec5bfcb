/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import io.hop444.collector.text.Utc;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads one {@code <Event>} element. */
final class EventXml {

  /** Events of Windows nest six deep. */
  private static final int MAX_DEPTH = 64;

  private final RawEvent event = new RawEvent();
  private final Deque<String> path = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private String dataName;
  private boolean leaf;

  private EventXml() {}

  /**
   * The event in this text.
   *
   * @return null when it is no well-formed event with a provider and an id
   */
  static RawEvent read(String xml) {
    return new EventXml().scan(new XmlScanner(xml), true);
  }

  /**
   * Adds the values in a fragment of XML, as shippers pass on the content of {@code UserData}.
   * Values before a broken place are kept.
   */
  static void readValues(String fragment, RawEvent into) {
    RawEvent read =
        new EventXml().scan(new XmlScanner("<UserData>" + fragment + "</UserData>"), false);
    if (read != null) {
      read.data.forEach(into::put);
    }
  }

  private RawEvent scan(XmlScanner scanner, boolean whole) {
    while (true) {
      switch (scanner.next()) {
        case START -> {
          if (path.size() >= MAX_DEPTH) {
            return null;
          }
          start(scanner);
        }
        case END -> {
          if (path.isEmpty() || !path.peekLast().equals(scanner.name())) {
            return null;
          }
          end(scanner.name());
        }
        case TEXT -> text.append(scanner.text());
        case DONE -> {
          boolean complete = path.isEmpty() && (!whole || event.eventId >= 0);
          return complete ? event : null;
        }
        case BROKEN -> {
          return whole ? null : event;
        }
      }
    }
  }

  private void start(XmlScanner scanner) {
    String name = scanner.name();
    path.addLast(name);
    text.setLength(0);
    leaf = true;
    switch (name) {
      case "Provider" -> {
        if (parentIs("System")) {
          event.provider = scanner.attribute("Name");
          event.providerGuid = scanner.attribute("Guid");
          event.eventSource = scanner.attribute("EventSourceName");
        }
      }
      case "TimeCreated" -> {
        String written = scanner.attribute("SystemTime");
        Utc.Written time = written == null ? null : Utc.written(written);
        if (time != null) {
          event.atMillis = time.millisAsUtc();
        }
      }
      case "Data" -> dataName = scanner.attribute("Name");
      default -> {
        if (isInUserData()) {
          for (XmlScanner.Attribute attribute : scanner.attributes()) {
            if (!attribute.name().startsWith("xmlns")) {
              value(name, attribute.name(), attribute.value());
            }
          }
        }
      }
    }
  }

  private void end(String name) {
    String value = text.toString();
    if (parentIs("System")) {
      switch (name) {
        case "EventID" -> event.eventId(number(value));
        case "EventRecordID" -> event.recordId = number(value) < 0 ? null : number(value);
        case "Channel" -> event.channel = value.trim().isEmpty() ? null : value.trim();
        case "Computer" -> event.computer = value.trim().isEmpty() ? null : value.trim();
        default -> {
          // The other system properties do not matter here.
        }
      }
    } else if (parentIs("EventData")) {
      if (name.equals("Binary")) {
        event.binary(value);
      } else if (name.equals("Data")) {
        event.add(dataName, value);
      } else if (leaf) {
        event.add(name, value);
      }
    } else if (parentIs("RenderingInfo")) {
      if (name.equals("Message")) {
        event.message = value;
      }
    } else if (leaf && isInUserData() && !name.equals("UserData") && !value.isBlank()) {
      path.removeLast();
      value(path.isEmpty() ? "" : path.peekLast(), name, value);
      path.addLast(name);
    }
    path.removeLast();
    leaf = false;
    text.setLength(0);
  }

  /**
   * Flattens a value: its own name where that is free, and its parent's with it where the parent is
   * not the outermost element, so that OldCertificateDetails and NewCertificateDetails stay apart.
   */
  private void value(String parent, String name, String value) {
    if (depthInUserData() >= 2) {
      event.put(parent + "." + name, value);
    }
    event.put(name, value);
  }

  private int depthInUserData() {
    int depth = 0;
    for (var names = path.descendingIterator(); names.hasNext(); depth++) {
      if (names.next().equals("UserData")) {
        return depth;
      }
    }
    return 0;
  }

  private boolean isInUserData() {
    return path.contains("UserData");
  }

  private boolean parentIs(String name) {
    var names = path.descendingIterator();
    names.next();
    return names.hasNext() && names.next().equals(name);
  }

  private static long number(String value) {
    try {
      return Long.parseLong(value.trim());
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }
}
