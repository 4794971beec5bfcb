/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.event;

import io.hop444.simulator.estate.EventFormat;
import io.hop444.simulator.file.Json;

/** Writes an event as one line in the format of its server. */
public final class EventWriter {

  private EventWriter() {}

  /** The event on one line, without line end. */
  public static String write(HostEvent event) {
    EventFormat format = event.host().style().events();
    return switch (format) {
      case XML -> EventXml.plain(event);
      case RENDERED_XML -> EventXml.rendered(event, Language.ENGLISH);
      case RENDERED_XML_GERMAN -> EventXml.rendered(event, Language.GERMAN);
      case RENDERED_XML_FRENCH -> EventXml.rendered(event, Language.FRENCH);
      case WINLOGBEAT -> Json.write(EventJson.winlogbeat(event));
      case NXLOG -> Json.write(EventJson.nxlog(event));
      case OPENWEC -> Json.write(EventJson.openWec(event));
      case FLUENT_BIT -> Json.write(EventJson.fluentBit(event));
    };
  }

  /** Name of the file below {@code events} that holds events of this kind on this server. */
  public static String fileName(EventFormat format, EventKind.Channel channel) {
    return switch (format) {
      case XML, RENDERED_XML, RENDERED_XML_GERMAN, RENDERED_XML_FRENCH ->
          channel.fileName() + ".xml";
      case WINLOGBEAT -> "winlogbeat.jsonl";
      case NXLOG -> "nxlog.json";
      case OPENWEC -> "openwec.json";
      case FLUENT_BIT -> "fluent-bit.json";
    };
  }
}
