/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.Requesters;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.redaction.HmacRedaction;
import io.hop444.collector.redaction.Redaction;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventRedactionTest {

  private static ReaderSettings settings(Redaction redaction) {
    return new ReaderSettings(
        "c1",
        new Requesters(new RequesterRules(List.of("svc-backup"))),
        redaction,
        1 << 20,
        10,
        InstantSource.system());
  }

  private static EventRedaction redact(Map<String, String> data, String text) {
    return EventRedaction.of(data, text, settings(new HmacRedaction(new byte[32])));
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
        .contains("u-");
  }

  @Test
  void shouldKeepServicesDevicesPathsAndUrls() {
    Map<String, String> data =
        Map.of(
            "AccountName", "NT AUTHORITY\\SYSTEM",
            "User", "CONTOSO\\svc-backup",
            "DeviceObject", "\\Device\\Http\\ReqQueue",
            "ProcessName", "C:\\Windows\\System32\\mmc.exe",
            "UrlPrefix", "https://127.0.0.1:444/ecp",
            "Endpoint", "0.0.0.0:444");

    assertThat(redact(data, "text").data()).isEqualTo(data);
  }

  @Test
  void shouldLeaveEverythingWhenRedactionIsOff() {
    Map<String, String> data = Map.of("AccountName", "CONTOSO\\annika");

    EventRedaction kept = EventRedaction.of(data, "annika", settings(Redaction.OFF));

    assertThat(kept.data()).isEqualTo(data);
    assertThat(kept.text()).isEqualTo("annika");
  }
}
