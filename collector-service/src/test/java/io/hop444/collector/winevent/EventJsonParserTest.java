/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.HostEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventJsonParserTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:05:02.241Z");

  private static HostEvent one(String json) {
    return Reading.of(LogFormat.EVENT_JSON, "events", json + "\n").only(HostEvent.class);
  }

  private static void isBindingEvent(HostEvent event) {
    assertThat(event.getProvider()).isEqualTo("Microsoft-Windows-HttpEvent");
    assertThat(event.getEventId()).isEqualTo(15021);
    assertThat(event.getAt()).isEqualTo(AT);
    assertThat(event.getRecordId()).isEqualTo(4711);
    assertThat(event.getChannel()).isEqualTo("System");
    assertThat(event.getEndpoint()).isEqualTo("0.0.0.0:444");
    assertThat(event.getData()).containsEntry("Endpoint", "0.0.0.0:444");
  }

  @Test
  void shouldReadWinlogbeatWithEventIdAsTextOrNumber() {
    String json =
        """
        {"@timestamp":"2026-11-20T10:05:02.241Z","event":{"code":"15021"},"message":"m",\
        "winlog":{"channel":"System","event_id":%s,"provider_name":"HTTP","record_id":4711,\
        "event_data":{"DeviceObject":"d","Endpoint":"0.0.0.0:444","Binary":"ad3a"}}}\
        """;

    isBindingEvent(one(json.formatted("15021")));
    isBindingEvent(one(json.formatted("\"15021\"")));
    assertThat(one(json.formatted("15021")).getBinary()).isEqualTo("AD3A");
  }

  @Test
  void shouldReadWinlogbeatOfBeforeVersion7() {
    isBindingEvent(
        one(
            """
            {"@timestamp":"2026-11-20T10:05:02.241Z","beat":{"version":"6.8.0"},\
            "computer_name":"mbx07.contoso.test","event_id":15021,"level":"Error",\
            "event_data":{"DeviceObject":"d","Endpoint":"0.0.0.0:444"},"log_name":"System",\
            "message":"m","record_number":"4711","source_name":"Microsoft-Windows-HttpEvent",\
            "type":"wineventlog"}\
            """));
  }

  @Test
  void shouldReadWinlogbeatParametersByPosition() {
    isBindingEvent(
        one(
            """
            {"@timestamp":"2026-11-20T10:05:02.241Z","winlog":{"channel":"System",\
            "event_id":"15021","provider_guid":"{7b6bc78c-898b-4170-bbf8-1a469ea43fc5}",\
            "provider_name":"x","record_id":4711,\
            "event_data":{"param1":"d","param2":"0.0.0.0:444"}}}\
            """));
  }

  @Test
  void shouldReadOpenWec() {
    isBindingEvent(
        one(
            """
            {"System":{"Provider":{"Name":"Microsoft-Windows-HttpEvent"},"EventID":15021,\
            "TimeCreated":"2026-11-20T10:05:02.2419106Z","EventRecordID":4711,\
            "Channel":"System","Computer":"mbx07"},"EventData":{"Data":["d","0.0.0.0:444"],\
            "Binary":"00"},"OpenWEC":{}}\
            """));
  }

  @Test
  void shouldReadOpenWecUserDataThatIsXmlInsideJson() {
    HostEvent event =
        one(
            """
            {"System":{"Provider":{"Name":"Schannel"},"EventID":36870,\
            "TimeCreated":"2026-11-20T10:05:02Z","Channel":"System"},\
            "UserData":"<EventXML xmlns='LSA_NS'><Type>server</Type></EventXML>"}\
            """);

    assertThat(event.getData()).containsEntry("Type", "server");
  }

  @Test
  void shouldReadXmlInsideJson() {
    String xml =
        "<Event xmlns='x'><System><Provider Name='HTTP'/><EventID>15021</EventID>"
            + "<TimeCreated SystemTime='2026-11-20T10:05:02.241Z'/>"
            + "<EventRecordID>4711</EventRecordID><Channel>System</Channel></System>"
            + "<EventData><Data Name='Endpoint'>0.0.0.0:444</Data></EventData></Event>";

    isBindingEvent(one("{\"meta\":{},\"data\":\"" + xml + "\"}"));
    isBindingEvent(one("{\"System\":\"" + xml + "\",\"Message\":\"m\",\"StringInserts\":[\"d\"]}"));
  }

  @Test
  void shouldReadFluentBitWhoseNamesAreLost() {
    isBindingEvent(
        one(
            """
            {"ProviderName":"Microsoft-Windows-HttpEvent","EventID":15021,\
            "TimeCreated":"2026-11-20 19:05:02.241 +0900","EventRecordID":4711,\
            "Channel":"System","Message":"m","StringInserts":["d","0.0.0.0:444"]}\
            """));
  }

  @Test
  void shouldReadNxLogFlatDocument() {
    isBindingEvent(
        one(
            """
            {"EventTime":"2026-11-20T10:05:02.241Z","Hostname":"mbx07","EventID":15021,\
            "SourceName":"HTTP","RecordNumber":4711,"Channel":"System","Message":"m",\
            "DeviceObject":"d","Endpoint":"0.0.0.0:444","EventReceivedTime":"x"}\
            """));
  }

  @Test
  void shouldTellAForwardedEventOfTheComputerItNames() {
    String json =
        "{\"winlog\":{\"computer_name\":\"MBX09.contoso.test\",\"event_id\":15021,"
            + "\"provider_name\":\"Microsoft-Windows-HttpEvent\"},"
            + "\"@timestamp\":\"2026-11-20T10:05:02.241Z\",\"host\":{\"name\":\"mbx07\"}}";

    assertThat(one(json).getPosition().getServer()).isEqualTo("mbx09");
    assertThat(one(json.replace("MBX09", "mbx07")).getPosition().getServer()).isEqualTo("mbx07");
  }

  @Test
  void shouldTakeLocalTimesOfNxLogByTheirTimeOfReceipt() {
    String json =
        "{\"EventTime\":\"%s\",\"EventID\":15021,\"SourceName\":\"HTTP\","
            + "\"EventReceivedTime\":\"%s\"}";

    Instant east = one(json.formatted("2026-11-20 15:35:02", "2026-11-20T10:05:04Z")).getAt();
    Instant west = one(json.formatted("2026-11-20 05:05:02", "2026-11-20T11:05:04+01:00")).getAt();
    Instant unknown = one(json.formatted("2026-11-20 10:05:02", "2026-11-20 10:05:04")).getAt();
    Instant chatham = one(json.formatted("2026-11-20 23:50:02", "2026-11-20T10:05:04Z")).getAt();

    assertThat(chatham).isEqualTo(Instant.parse("2026-11-20T10:05:02Z"));
    assertThat(east).isEqualTo(Instant.parse("2026-11-20T10:05:02Z"));
    assertThat(west).isEqualTo(Instant.parse("2026-11-20T10:05:02Z"));
    assertThat(unknown).isEqualTo(Instant.parse("2026-11-20T10:05:02Z"));
  }

  @Test
  void shouldPutRightLocalTimesThatAreMarkedAsUtc() {
    HostEvent event =
        one(
            """
            {"SourceName":"HTTP","EventID":15021,"TimeCreated":"2026-11-20T05:05:02Z",\
            "@timestamp":"2026-11-20T10:05:05Z","Level":"4"}\
            """);

    assertThat(event.getAt()).isEqualTo(Instant.parse("2026-11-20T10:05:02Z"));
  }

  @Test
  void shouldMakeDeadLettersOfWhatIsNoEvent() {
    Reading reading =
        Reading.of(LogFormat.EVENT_JSON, "events", "{\"a\":1}\nnot json\n\n[1]\n{\"winlog\":{}}\n");

    assertThat(reading.deadLetters())
        .hasSize(4)
        .allMatch(letter -> letter.getReason() == DeadLetterReason.BAD_SYNTAX);
    assertThat(reading.counts().lines()).isEqualTo(5);
  }

  @Test
  void shouldRefuseDocumentNestedBeyondReason() {
    Reading reading = Reading.of(LogFormat.EVENT_JSON, "events", "[".repeat(100_000) + "\n");

    assertThat(reading.deadLetters()).hasSize(1);
  }

  @Test
  void shouldTakeEveryDocumentOfALineUnderAPositionOfItsOwn() {
    String event =
        """
        {"ProviderName":"Microsoft-Windows-HttpEvent","EventID":15300,"TimeCreated":\
        "2026-11-20 10:05:02 +0000","Channel":"System","StringInserts":["d","0.0.0.0:444"]}\
        """;

    for (String line : new String[] {"[" + event + "," + event + "]", event + event}) {
      assertThat(
              Reading.of(LogFormat.EVENT_JSON, "events", line + "\n" + event + "\n")
                  .of(HostEvent.class))
          .extracting(e -> e.getPosition().getOffset())
          .containsExactly(0L, 1L, line.length() + 1L);
    }
  }

  @Test
  void shouldTakeIdsThatCarryTheirQualifiersAndRefuseThoseThatAreNone() {
    String json =
        "{\"EventTime\":\"2026-11-20T10:05:02Z\",\"SourceName\":\"HTTP\",\"EventID\":%s}\n";

    assertThat(one(json.formatted("3221240493")).getEventId()).isEqualTo(15021);
    for (String none : new String[] {"4294982317", "-15021", "15021.5", "true", "\"\""}) {
      assertThat(Reading.of(LogFormat.EVENT_JSON, "events", json.formatted(none)).deadLetters())
          .as(none)
          .hasSize(1);
    }
  }

  @Test
  void shouldReplaceTheCharacterNulInNamesAndValues() {
    HostEvent event =
        one(
            """
            {"EventTime":"2026-11-20T10:05:02Z","SourceName":"HTTP","EventID":15021,\
            "Endpoint":"0.0.0.0:444","a\\u0000":"b\\u0000"}\
            """);

    assertThat(event.getData()).containsEntry("a\uFFFD", "b\uFFFD");
  }

  @Test
  void shouldTakeAByteOrderMarkAndTheLastOfTwoKeysOfOneName() {
    HostEvent event =
        one(
            """
            \uFEFF{"EventTime":"2026-11-20T10:05:02Z","SourceName":"x","SourceName":"HTTP",\
            "EventID":15021,"Endpoint":"0.0.0.0:444","More":{"Deep":[1,{"a":2}],"Endpoint":"x"}}\
            """);

    assertThat(event.getEndpoint()).isEqualTo("0.0.0.0:444");
    assertThat(event.getData()).containsEntry("Endpoint", "0.0.0.0:444");
  }
}
