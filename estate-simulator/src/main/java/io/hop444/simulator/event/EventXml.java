/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.event;

import io.hop444.simulator.file.TimeText;

/** The XML that wevtutil prints: elements one after another, no root. */
final class EventXml {

  private EventXml() {}

  static String plain(HostEvent event) {
    return write(event, null);
  }

  static String rendered(HostEvent event, Language language) {
    return write(event, language);
  }

  private static String write(HostEvent event, Language language) {
    EventKind kind = event.kind();
    Provider provider = kind.provider;
    StringBuilder out = new StringBuilder(1200);
    out.append("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>");
    out.append("<Provider Name='").append(escape(provider.label())).append('\'');
    if (!provider.guid().isEmpty()) {
      out.append(" Guid='").append(provider.guid()).append('\'');
    }
    if (!provider.sourceName().isEmpty()) {
      out.append(" EventSourceName='").append(escape(provider.sourceName())).append('\'');
    }
    out.append("/><EventID");
    if (kind.isClassic()) {
      out.append(" Qualifiers='").append(kind.qualifiers).append('\'');
    }
    out.append('>').append(kind.id).append("</EventID><Version>0</Version><Level>");
    out.append(kind.level.number).append("</Level><Task>0</Task><Opcode>0</Opcode><Keywords>");
    out.append(kind.keywords()).append("</Keywords><TimeCreated SystemTime='");
    out.append(nanoseconds(event)).append("'/><EventRecordID>").append(event.record());
    out.append("</EventRecordID><Correlation/><Execution ProcessID='");
    out.append(provider.processId()).append("' ThreadID='").append(event.threadId());
    out.append("'/><Channel>").append(kind.channel.label).append("</Channel><Computer>");
    out.append(event.host().fullName()).append("</Computer><Security/></System>");
    if (event.certificate() != null) {
      appendCertificate(out, event);
    } else {
      appendData(out, event);
    }
    if (language != null) {
      appendRendering(out, event, language);
    }
    return out.append("</Event>").toString();
  }

  private static void appendData(StringBuilder out, HostEvent event) {
    out.append("<EventData>");
    for (int i = 0; i < event.data().size(); i++) {
      out.append("<Data Name='").append(event.kind().dataNames.get(i)).append("'>");
      out.append(escape(event.data().get(i))).append("</Data>");
    }
    if (!event.binary().isEmpty()) {
      out.append("<Binary>").append(event.binary()).append("</Binary>");
    }
    out.append("</EventData>");
  }

  private static void appendCertificate(StringBuilder out, HostEvent event) {
    HostEvent.NamedCertificate certificate = event.certificate();
    out.append(
        "<UserData><CertNotificationData xmlns='http://schemas.microsoft.com/2010/CertNotificationEvents'");
    out.append(" ProcessName='mmc.exe' AccountName='TAILSPIN\\setup' Context='Machine'>");
    out.append("<CertificateDetails Thumbprint='").append(certificate.thumbprint());
    out.append("' NotValidAfter='").append(certificate.notValidAfter());
    out.append("'><SubjectNames><SubjectName>").append(escape(certificate.subject()));
    out.append("</SubjectName></SubjectNames><EKUs><EKU Name='Server Authentication'");
    out.append(" OID='1.3.6.1.5.5.7.3.1'/></EKUs></CertificateDetails>");
    out.append("</CertNotificationData></UserData>");
  }

  private static void appendRendering(StringBuilder out, HostEvent event, Language language) {
    out.append("<RenderingInfo Culture='").append(language.culture).append("'><Message>");
    out.append(escape(language.message(event))).append("</Message><Level>");
    out.append(language.level(event.kind().level));
    out.append("</Level><Task></Task><Opcode></Opcode><Channel></Channel><Provider></Provider>");
    out.append("<Keywords>");
    if (event.kind().isClassic()) {
      out.append("<Keyword>Classic</Keyword>");
    }
    out.append("</Keywords></RenderingInfo>");
  }

  /** System time with seven digits, as Windows has them. */
  static String nanoseconds(HostEvent event) {
    StringBuilder text = new StringBuilder(32);
    new TimeText().iso(text, event.millis());
    return text.insert(text.length() - 1, "%04d".formatted(event.record() * 37 % 10_000))
        .toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&apos;");
  }
}
