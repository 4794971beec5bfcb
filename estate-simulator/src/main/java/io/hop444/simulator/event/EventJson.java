/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.event;

import io.hop444.simulator.file.TimeText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON documents of the usual shippers. */
final class EventJson {

  private EventJson() {}

  static Map<String, Object> winlogbeat(HostEvent event) {
    EventKind kind = event.kind();
    Map<String, Object> winlog = new LinkedHashMap<>();
    winlog.put("channel", kind.channel.label);
    winlog.put("computer_name", event.host().fullName());
    // The beat wrote a number up to 6.x and writes a text since.
    winlog.put("event_id", Integer.toString(kind.id));
    winlog.put("provider_name", kind.provider.label());
    winlog.put("record_id", event.record());
    winlog.put("keywords", kind.isClassic() ? List.of("Classic") : List.of());
    winlog.put("api", "wineventlog");
    winlog.put("process", Map.of("pid", kind.provider.processId()));
    if (!kind.provider.guid().isEmpty()) {
      winlog.put("provider_guid", kind.provider.guid());
    }
    if (event.certificate() != null) {
      winlog.put("user_data", certificate(event));
    } else {
      winlog.put("event_data", data(event));
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("@timestamp", iso(event.millis()));
    root.put("agent", map("type", "winlogbeat", "version", "8.11.3"));
    root.put("ecs", map("version", "8.0.0"));
    root.put(
        "event",
        map(
            "code",
            Integer.toString(kind.id),
            "kind",
            "event",
            "provider",
            kind.provider.label(),
            "created",
            iso(event.millis() + 900)));
    root.put("host", map("name", event.host().fullName()));
    root.put("log", map("level", kind.level.english.toLowerCase(Locale.ROOT)));
    root.put("message", event.message());
    root.put("winlog", winlog);
    return root;
  }

  /**
   * NXLog; the estate's clocks run in UTC, so the local time without a zone that NXLog writes is
   * UTC here.
   */
  static Map<String, Object> nxlog(HostEvent event) {
    EventKind kind = event.kind();
    Map<String, Object> root = new LinkedHashMap<>();
    StringBuilder local = new StringBuilder(19);
    new TimeText().seconds(local, event.millis(), ' ');
    root.put("EventTime", local.toString());
    root.put("Hostname", event.host().fullName());
    root.put("Keywords", kind.isClassic() ? 0x80000000000000L : Long.MIN_VALUE);
    root.put("EventType", kind.level == EventKind.Level.INFORMATION ? "INFO" : upper(kind));
    root.put("SeverityValue", 6 - kind.level.number);
    root.put("Severity", kind.level == EventKind.Level.INFORMATION ? "INFO" : upper(kind));
    root.put("EventID", kind.id);
    root.put("SourceName", kind.provider.label());
    if (!kind.provider.guid().isEmpty()) {
      root.put("ProviderGuid", kind.provider.guid().toUpperCase(Locale.ROOT));
    }
    root.put("Version", 0);
    root.put("Task", 0);
    root.put("OpcodeValue", 0);
    root.put("RecordNumber", event.record());
    root.put("ProcessID", kind.provider.processId());
    root.put("ThreadID", event.threadId());
    root.put("Channel", kind.channel.label);
    root.put("Message", event.message());
    root.putAll(event.certificate() != null ? certificate(event) : data(event));
    root.put("EventReceivedTime", local.toString());
    root.put("SourceModuleName", "windows");
    root.put("SourceModuleType", "im_msvistalog");
    return root;
  }

  static Map<String, Object> openWec(HostEvent event) {
    EventKind kind = event.kind();
    Map<String, Object> provider = new LinkedHashMap<>();
    provider.put("Name", kind.provider.label());
    if (!kind.provider.guid().isEmpty()) {
      provider.put("Guid", kind.provider.guid());
    }
    if (!kind.provider.sourceName().isEmpty()) {
      provider.put("EventSourceName", kind.provider.sourceName());
    }
    Map<String, Object> system = new LinkedHashMap<>();
    system.put("Provider", provider);
    system.put("EventID", kind.id);
    if (kind.isClassic()) {
      system.put("EventIDQualifiers", kind.qualifiers);
    }
    system.put("Version", 0);
    system.put("Level", kind.level.number);
    system.put("Task", 0);
    system.put("Opcode", 0);
    system.put("Keywords", kind.keywords());
    system.put("TimeCreated", EventXml.nanoseconds(event));
    system.put("EventRecordID", event.record());
    system.put("Correlation", Map.of());
    system.put(
        "Execution", map("ProcessID", kind.provider.processId(), "ThreadID", event.threadId()));
    system.put("Channel", kind.channel.label);
    system.put("Computer", event.host().fullName());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("System", system);
    if (event.certificate() != null) {
      root.put("UserData", map("CertNotificationData", certificate(event)));
    } else {
      root.put("EventData", data(event));
    }
    root.put(
        "RenderingInfo",
        map("Message", event.message(), "Level", kind.level.english, "Culture", "en-US"));
    root.put(
        "OpenWEC",
        map(
            "IpAddress",
            event.host().address(),
            "TimeReceived",
            iso(event.millis() + 700),
            "Principal",
            event.host().name() + "$@" + event.host().domain().toUpperCase(Locale.ROOT),
            "Subscription",
            map("Name", "hosts", "Uri", "/hosts")));
    return root;
  }

  static Map<String, Object> fluentBit(HostEvent event) {
    EventKind kind = event.kind();
    List<Object> inserts = new ArrayList<>(event.data());
    if (event.certificate() != null) {
      inserts.addAll(certificate(event).values());
    }
    StringBuilder local = new StringBuilder(30);
    new TimeText().seconds(local, event.millis(), ' ');
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("ProviderName", kind.provider.label());
    root.put("ProviderGuid", kind.provider.guid());
    root.put("Qualifiers", kind.isClassic() ? kind.qualifiers : "");
    root.put("EventID", kind.id);
    root.put("Version", 0);
    root.put("Level", kind.level.number);
    root.put("Task", 0);
    root.put("Opcode", 0);
    root.put("Keywords", kind.keywords());
    root.put("TimeCreated", local.append(" +0000").toString());
    root.put("EventRecordID", event.record());
    root.put("ActivityID", "");
    root.put("RelatedActivityID", "");
    root.put("ProcessID", kind.provider.processId());
    root.put("ThreadID", event.threadId());
    root.put("Channel", kind.channel.label);
    root.put("Computer", event.host().fullName());
    root.put("UserID", "");
    root.put("Message", event.message());
    root.put("StringInserts", inserts);
    return root;
  }

  private static String upper(EventKind kind) {
    return kind.level.english.toUpperCase(Locale.ROOT);
  }

  private static Map<String, Object> data(HostEvent event) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < event.data().size(); i++) {
      data.put(event.kind().dataNames.get(i), event.data().get(i));
    }
    if (!event.binary().isEmpty()) {
      data.put("Binary", event.binary());
    }
    return data;
  }

  private static Map<String, Object> certificate(HostEvent event) {
    HostEvent.NamedCertificate certificate = event.certificate();
    return map(
        "ProcessName",
        "mmc.exe",
        "Context",
        "Machine",
        "Thumbprint",
        certificate.thumbprint(),
        "SubjectName",
        certificate.subject(),
        "NotValidAfter",
        certificate.notValidAfter());
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  private static String iso(long millis) {
    StringBuilder text = new StringBuilder(24);
    new TimeText().iso(text, millis);
    return text.toString();
  }
}
