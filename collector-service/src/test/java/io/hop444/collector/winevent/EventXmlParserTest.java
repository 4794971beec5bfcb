/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.Requesters;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.collector.redaction.Redaction;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.HostEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventXmlParserTest {

  private static final String SETTINGS_UNUSABLE =
      event(
          "<Provider Name='Microsoft-Windows-HttpEvent'"
              + " Guid='{7b6bc78c-898b-4170-bbf8-1a469ea43fc5}' EventSourceName='HTTP'/>",
          "<EventID Qualifiers='49152'>15021</EventID>",
          "<EventData><Data Name='DeviceObject'>\\Device\\Http\\ReqQueue</Data>"
              + "<Data Name='Endpoint'>0.0.0.0:444</Data>"
              + "<Binary>0000 ad3a00c0</Binary></EventData>");

  private static String event(String provider, String id, String data) {
    return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
        + provider
        + id
        + "<TimeCreated SystemTime='2026-11-20T10:05:02.2419106Z'/>"
        + "<EventRecordID>4711</EventRecordID><Channel>System</Channel>"
        + "<Computer>mbx07.contoso.test</Computer><Security/></System>"
        + data
        + "</Event>";
  }

  private static Reading read(String content) {
    return Reading.of(LogFormat.EVENT_XML, "events", content);
  }

  @Test
  void shouldTellAForwardedEventOfTheComputerItNames() {
    HostEvent event =
        read(SETTINGS_UNUSABLE.replace("mbx07.contoso.test", "MBX09.contoso.test"))
            .only(HostEvent.class);

    assertThat(event.getPosition().getServer()).isEqualTo("mbx09");
    assertThat(event.getPosition().getSource()).isEqualTo("DUB/MBX07/events/file");
  }

  @Test
  void shouldTellAnEventOfItsFolderWhereItNamesNoServer() {
    for (String computer : List.of("", "10.1.2.3", "localhost", "-")) {
      HostEvent event =
          read(SETTINGS_UNUSABLE.replace("mbx07.contoso.test", computer)).only(HostEvent.class);

      assertThat(event.getPosition().getServer()).isEqualTo("mbx07");
    }
  }

  @Test
  void shouldReadEventWithNamedData() {
    HostEvent event = read(SETTINGS_UNUSABLE + "\r\n").only(HostEvent.class);

    assertThat(event.getProvider()).isEqualTo("Microsoft-Windows-HttpEvent");
    assertThat(event.getEventId()).isEqualTo(15021);
    assertThat(event.getAt()).isEqualTo(Instant.parse("2026-11-20T10:05:02.241Z"));
    assertThat(event.getRecordId()).isEqualTo(4711);
    assertThat(event.getChannel()).isEqualTo("System");
    assertThat(event.getEndpoint()).isEqualTo("0.0.0.0:444");
    assertThat(event.getBinary()).isEqualTo("0000AD3A00C0");
    assertThat(event.getData()).containsEntry("DeviceObject", "\\Device\\Http\\ReqQueue");
    assertThat(event.getText()).isEqualTo(SETTINGS_UNUSABLE);
  }

  @Test
  void shouldFindEventsInPiecesOfAnySizeWithAndWithoutRootOnOneLineOrMany() {
    String spread = SETTINGS_UNUSABLE.replace("><", ">\r\n  <");
    String content =
        "<?xml version=\"1.0\"?>\r\n<Events>\r\n"
            + SETTINGS_UNUSABLE
            + SETTINGS_UNUSABLE
            + "\r\n"
            + spread
            + "\r\n</Events>";
    for (int piece : new int[] {1, 3, 50, 100_000}) {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      Reading reading = Reading.of(LogFormat.EVENT_XML, "events", bytes, Reading.settings(), piece);

      assertThat(reading.of(HostEvent.class)).hasSize(3);
      assertThat(reading.deadLetters()).isEmpty();
      assertThat(reading.of(HostEvent.class).get(2).getPosition().getOffset())
          .isEqualTo(content.indexOf(spread));
      assertThat(reading.counts().lines()).isEqualTo(content.lines().count());
    }
  }

  @Test
  void shouldReadEitherQuoteAndMessagesInAnyLanguageOrNone() {
    String doubled = SETTINGS_UNUSABLE.replace('\'', '"');
    String rendered =
        SETTINGS_UNUSABLE.replace(
            "</Event>",
            "<RenderingInfo Culture=\"fr-FR\"><Message>Une erreur s'est produite."
                + "</Message><Level>Erreur</Level></RenderingInfo></Event>");

    for (String written : new String[] {SETTINGS_UNUSABLE, doubled, rendered}) {
      HostEvent event = read(written).only(HostEvent.class);

      assertThat(event.getEventId()).isEqualTo(15021);
      assertThat(event.getEndpoint()).isEqualTo("0.0.0.0:444");
      assertThat(event.getRecordId()).isEqualTo(4711);
      assertThat(event.getBinary()).isEqualTo("0000AD3A00C0");
    }
  }

  @Test
  void shouldReadUtf16WithByteOrderMark() throws Exception {
    for (boolean little : new boolean[] {true, false}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(little ? new byte[] {-1, -2} : new byte[] {-2, -1});
      bytes.write(
          (SETTINGS_UNUSABLE + "\r\n" + SETTINGS_UNUSABLE)
              .getBytes(little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE));
      for (int piece : new int[] {1, 5, 100_000}) {
        Reading reading =
            Reading.of(
                LogFormat.EVENT_XML, "events", bytes.toByteArray(), Reading.settings(), piece);

        assertThat(reading.of(HostEvent.class)).hasSize(2);
        assertThat(reading.of(HostEvent.class).get(1).getPosition().getOffset())
            .isEqualTo(2 + 2L * (SETTINGS_UNUSABLE.length() + 2));
        assertThat(reading.counts().lines()).isEqualTo(2);
      }
    }
  }

  @Test
  void shouldKnowProviderByAliasByGuidAndByEventSource() {
    for (String provider :
        List.of(
            "<Provider Name='HTTP'/>",
            "<Provider Name='HttpEvent'/>",
            "<Provider Name='x' Guid='{7B6BC78C-898B-4170-BBF8-1A469EA43FC5}'/>",
            "<Provider Name='x' EventSourceName='HTTP'/>")) {
      String xml = event(provider, "<EventID>15300</EventID>", "<EventData/>");

      assertThat(read(xml).only(HostEvent.class).getProvider())
          .isEqualTo("Microsoft-Windows-HttpEvent");
    }
  }

  @Test
  void shouldNumberUnnamedDataAndRestoreTheirNames() {
    String xml =
        event(
            "<Provider Name='HTTP'/>",
            "<EventID>15300</EventID>",
            "<EventData><Data>\\Device\\Http\\ReqQueue</Data><Data>[::]:444</Data></EventData>");

    HostEvent event = read(xml).only(HostEvent.class);

    assertThat(event.getEndpoint()).isEqualTo("[::]:444");
    assertThat(event.getData())
        .containsEntry("2", "[::]:444")
        .containsEntry("Endpoint", "[::]:444");
  }

  @Test
  void shouldFindEndpointInLocalisedMessageWhenDataAreMissing() {
    String xml =
        event("<Provider Name='HTTP'/>", "<EventID>15021</EventID>", "<EventData></EventData>")
            .replace(
                "</Event>",
                "<RenderingInfo Culture='fr-FR'><Message>Erreur : point de terminaison"
                    + " 0.0.0.0:444. Le code</Message></RenderingInfo></Event>");

    assertThat(read(xml).only(HostEvent.class).getEndpoint()).isEqualTo("0.0.0.0:444");
  }

  @Test
  void shouldFlattenUserDataWithItsAttributes() {
    String xml =
        event(
            "<Provider Name='Microsoft-Windows-CertificateServicesClient-Lifecycle-System'"
                + " Guid='{bc0669e1-a10d-4a78-834e-1ca3c806c93b}'/>",
            "<EventID>1001</EventID>",
            "<UserData><CertNotificationData xmlns='x' ProcessName='mmc.exe'"
                + " AccountName='CONTOSO\\admin' Context='Machine'>"
                + "<OldCertificateDetails Thumbprint='aa11'><SubjectNames><SubjectName>mbx07"
                + "</SubjectName></SubjectNames></OldCertificateDetails>"
                + "<NewCertificateDetails Thumbprint='bb22'/></CertNotificationData></UserData>");

    assertThat(read(xml).only(HostEvent.class).getData())
        .containsEntry("ProcessName", "mmc.exe")
        .containsEntry("AccountName", "CONTOSO\\admin")
        .containsEntry("Thumbprint", "aa11")
        .containsEntry("OldCertificateDetails.Thumbprint", "aa11")
        .containsEntry("NewCertificateDetails.Thumbprint", "bb22")
        .containsEntry("SubjectName", "mbx07");
  }

  @Test
  void shouldReadSchannelUserData() {
    String xml =
        event(
            "<Provider Name='Schannel'/>",
            "<EventID>36870</EventID>",
            "<UserData><EventXML xmlns='LSA_NS'><Type>server</Type><ErrorCode>0x8009030d"
                + "</ErrorCode></EventXML></UserData>");

    assertThat(read(xml).only(HostEvent.class).getData())
        .containsEntry("Type", "server")
        .containsEntry("ErrorCode", "0x8009030d");
  }

  @Test
  void shouldTakeTheTimeOfAnEventThatIsNotShipped() {
    Reading reading =
        read(event("<Provider Name='EventLog'/>", "<EventID>6013</EventID>", "<EventData/>"));

    assertThat(reading.all()).isEmpty();
    assertThat(reading.counts().ignored()).isEqualTo(1);
    assertThat(reading.context().latestMillis())
        .isEqualTo(Instant.parse("2026-11-20T10:05:02.241Z").toEpochMilli());
  }

  @Test
  void shouldCountAndNotShipEventsThatTheCorrelatorDoesNotUse() {
    for (String[] each :
        new String[][] {
          {"HTTP", "15007"},
          {"Schannel", "36887"},
          {"Schannel", "36888"},
          {"Microsoft-Windows-WAS", "5009"},
          {"MSExchange Control Panel", "4"},
          {"MSExchangeTransport", "12014"},
          {"Microsoft-Windows-Security-Auditing", "4624"}
        }) {
      String provider = "<Provider Name='" + each[0] + "'/>";

      Reading reading = read(event(provider, "<EventID>" + each[1] + "</EventID>", ""));

      assertThat(reading.all()).as(each[1]).isEmpty();
      assertThat(reading.counts().ignored()).isEqualTo(1);
    }
  }

  @Test
  void shouldTakeHostAndPortOfAnUrlPrefixThatIisCouldNotRegister() {
    String xml =
        event(
            "<Provider Name='Microsoft-Windows-IIS-W3SVC'/>",
            "<EventID>1007</EventID>",
            "<EventData><Data Name='UrlPrefix'>https://127.0.0.1:444/ecp</Data></EventData>");

    assertThat(read(xml).only(HostEvent.class).getEndpoint()).isEqualTo("127.0.0.1:444");
  }

  @Test
  void shouldTakeIllegalCharactersAndResolveNoEntityButThePredefinedOnes() {
    String xml =
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
            + event(
                "<Provider Name='Schannel'/>",
                "<EventID>36884</EventID>",
                "<EventData><Data Name='Name'>a\u0001\0&e;&amp;&#x41;<![CDATA[<b>]]></Data>"
                    + "</EventData>");

    assertThat(read(xml).only(HostEvent.class).getData())
        .containsEntry("Name", "a\u0001\uFFFD&e;&A<b>");
  }

  @Test
  void shouldRefuseAnEventThatNestsBeyondReason() {
    String deep = "<a>".repeat(100) + "</a>".repeat(100);

    Reading reading =
        read(SETTINGS_UNUSABLE.replace("<EventData>", deep + "<EventData>") + SETTINGS_UNUSABLE);

    assertThat(reading.deadLetters()).hasSize(1);
    assertThat(reading.of(HostEvent.class)).hasSize(1);
  }

  @Test
  void shouldMakeDeadLetterOfEventThatIsCutOffAndReadTheNextOne() {
    String cut = SETTINGS_UNUSABLE.substring(0, 200);

    Reading middle = read(cut + SETTINGS_UNUSABLE);
    Reading last = read(SETTINGS_UNUSABLE + cut);

    assertThat(middle.of(HostEvent.class)).hasSize(1);
    assertThat(middle.deadLetters().get(0).getReason()).isEqualTo(DeadLetterReason.BAD_SYNTAX);
    assertThat(middle.deadLetters().get(0).getOffset()).isZero();
    assertThat(last.deadLetters().get(0).getOffset()).isEqualTo(SETTINGS_UNUSABLE.length());
  }

  @Test
  void shouldMakeDeadLettersOfEventsWithoutTimeOrIdAndOfTextThatIsNoEvent() {
    Reading reading =
        read(
            SETTINGS_UNUSABLE.replace("SystemTime='2026-11-20T10:05:02.2419106Z'", "")
                + SETTINGS_UNUSABLE.replace("15021", "x")
                + SETTINGS_UNUSABLE.replace("</System>", "</Sys>")
                + "The log was exported by hand\r\n");

    assertThat(reading.deadLetters())
        .extracting(letter -> letter.getReason())
        .containsExactly(
            DeadLetterReason.BAD_VALUE,
            DeadLetterReason.BAD_SYNTAX,
            DeadLetterReason.BAD_SYNTAX,
            DeadLetterReason.BAD_SYNTAX);
  }

  @Test
  void shouldMakeDeadLetterOfAnOverlongEventAndReadTheNextOne() {
    ReaderSettings small =
        new ReaderSettings(
            "c1",
            new Requesters(RequesterRules.DEFAULT),
            Redaction.OFF,
            2_000,
            9,
            InstantSource.fixed(Reading.NOW));
    String huge = SETTINGS_UNUSABLE.replace("<Binary>", "<Binary>" + "00".repeat(9_000));
    byte[] bytes = (huge + SETTINGS_UNUSABLE).getBytes(StandardCharsets.UTF_8);

    for (int piece : new int[] {100, 5_000, 100_000}) {
      Reading reading = Reading.of(LogFormat.EVENT_XML, "events", bytes, small, piece);

      assertThat(reading.of(HostEvent.class)).hasSize(1);
      assertThat(reading.deadLetters()).hasSize(1);
      assertThat(reading.deadLetters().get(0).getReason()).isEqualTo(DeadLetterReason.TOO_LONG);
    }
  }
}
