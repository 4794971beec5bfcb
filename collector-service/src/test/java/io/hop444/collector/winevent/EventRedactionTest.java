/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.Requesters;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.collector.redaction.HmacRedaction;
import io.hop444.collector.redaction.Redaction;
import io.hop444.wire.HostEvent;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventRedactionTest {

  private static final RequesterRules RULES = new RequesterRules(List.of("svc-backup"));
  private static final HmacRedaction REDACTION = new HmacRedaction(new byte[32], RULES);

  private static RawEvent event(Map<String, String> data) {
    RawEvent event = new RawEvent();
    event.data.putAll(data);
    return event;
  }

  private static EventRedaction redact(Map<String, String> data, String text) {
    return EventRedaction.of(event(data), text, REDACTION);
  }

  private static HostEvent read(String json) {
    ReaderSettings settings =
        new ReaderSettings(
            "c1", new Requesters(RULES), REDACTION, 1 << 20, 10, InstantSource.system());
    return Reading.of(
            LogFormat.EVENT_JSON,
            "events",
            (json + "\n").getBytes(StandardCharsets.UTF_8),
            settings,
            9_999)
        .only(HostEvent.class);
  }

  @Test
  void shouldReplacePeopleInValuesAndText() {
    EventRedaction redacted =
        redact(
            Map.of(
                "AccountName", "CONTOSO\\annika",
                "1", "Current user: 'contoso.test/Users/Bertil'",
                "2", "mail to carla@contoso.test failed"),
            "<Data>CONTOSO\\Annika</Data><Data>Current user: 'contoso.test/Users/Bertil'</Data>"
                + "<Data>carla@contoso.test</Data>");

    assertThat(redacted.data().values())
        .noneMatch(
            value -> value.toLowerCase(java.util.Locale.ROOT).matches(".*(annika|bertil|carla).*"));
    assertThat(redacted.text())
        .doesNotContainIgnoringCase("annika")
        .doesNotContainIgnoringCase("bertil")
        .doesNotContainIgnoringCase("carla")
        .contains(REDACTION.user("annika"), REDACTION.user("bertil"), REDACTION.user("carla"));
  }

  /** As in rows of logs: letters of any language, and signs that are encoded. */
  @Test
  void shouldFindPeopleInValuesAsInRowsOfLogs() {
    String values = "CONTOSO\\jürgen, /ecp/?u=CONTOSO%5Cbertil&m=carla%40contoso.test";

    assertThat(redact(Map.of("1", values), values).text())
        .doesNotContain("jürgen", "bertil", "carla")
        .contains(REDACTION.user("jürgen"), REDACTION.user("bertil"), REDACTION.user("carla"));
  }

  /** A domain may be called SERVICE, and the word before it end like a service's. */
  @Test
  void shouldFindPeopleOfADomainThatIsCalledService() {
    assertThat(redact(Map.of("1", "account SERVICE\\annika"), "account SERVICE\\annika").text())
        .doesNotContain("annika")
        .contains(REDACTION.user("annika"));
  }

  @Test
  void shouldKeepServicesDevicesPathsUrlsAndWords() {
    Map<String, String> data =
        Map.of(
            "AccountName", "NT AUTHORITY\\SYSTEM",
            "User", "CONTOSO\\svc-backup",
            "DeviceObject", "\\Device\\Http\\ReqQueue",
            "ProcessName", "C:\\Windows\\System32\\mmc.exe",
            "UrlPrefix", "https://127.0.0.1:444/ecp",
            "Identity", "IIS APPPOOL\\MSExchangeOWAAppPool",
            "1", "Could not establish trust relationship for the SSL/TLS secure channel",
            "2", "HKLM\\SYSTEM\\CurrentControlSet",
            "3", "NT SERVICE\\MSExchangeTransport failed",
            "Endpoint", "0.0.0.0:444");

    assertThat(redact(data, "SSL/TLS MSExchangeOWAAppPool"))
        .isEqualTo(new EventRedaction(data, "SSL/TLS MSExchangeOWAAppPool"));
  }

  @Test
  void shouldReplaceAddressesOfClientsAndKeepEndpoints() {
    EventRedaction redacted =
        redact(
            Map.of("IpAddress", "::ffff:192.0.2.9", "Endpoint", "10.1.0.7:444"),
            "from ::ffff:192.0.2.9 to 10.1.0.7:444");

    assertThat(redacted.text())
        .isEqualTo("from " + REDACTION.address("::ffff:192.0.2.9") + " to 10.1.0.7:444");
  }

  /** What the shipper adds to an event is no value of it, and stands in its text all the same. */
  @Test
  void shouldReplacePeopleThatOnlyTheMessageOrTheShippersFieldsName() {
    HostEvent winlogbeat =
        read(
            """
            {"@timestamp":"2026-11-20T10:05:02Z","message":"CONTOSO\\\\carla asked",\
            "user":{"name":"annika"},"related":{"user":["annika","bertil"],"ip":["192.0.2.9"]},\
            "winlog":{"channel":"System","event_id":"15021","provider_name":"HTTP",\
            "computer_name":"mbx07","user":{"name":"dora"},"event_data":{"x":"EU\\\\xi"}}}\
            """);

    assertThat(winlogbeat.getText())
        .doesNotContain("annika", "bertil", "carla", "dora", "192.0.2.9", "\\xi")
        .contains("mbx07", "15021");
    assertThat(winlogbeat.getData()).containsEntry("x", REDACTION.user("xi"));
  }

  @Test
  void shouldLeaveEverythingWhenRedactionIsOff() {
    Map<String, String> data = Map.of("AccountName", "CONTOSO\\annika");

    EventRedaction kept = EventRedaction.of(event(data), "annika", Redaction.OFF);

    assertThat(kept.data()).isEqualTo(data);
    assertThat(kept.text()).isEqualTo("annika");
  }
}
