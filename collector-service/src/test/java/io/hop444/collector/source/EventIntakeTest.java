/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.decode.LocalZones;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.HostEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventIntakeTest {

  @TempDir Path estate;

  private SiteDirectory sites;
  private EventIntake intake;

  @BeforeEach
  void makeIntake() throws Exception {
    Files.createDirectories(estate.resolve("DUB/MBX07"));
    sites = new SiteDirectory(estate, "elsewhere", InstantSource.fixed(Reading.NOW));
    intake = new EventIntake(Reading.settings(), sites, 100_000);
  }

  private List<HostEvent> events(String body) {
    return intake.read(body.getBytes(StandardCharsets.UTF_8), "push:test", "DUB").made().stream()
        .map(HostEvent.class::cast)
        .toList();
  }

  @Test
  void shouldKnowServerSiteAndPositionOfAnEventFromEveryShipper() {
    String computer = "MBX07.contoso.test";
    for (String body :
        List.of(
            EventSamples.xml(computer, 17),
            EventSamples.winlogbeat(computer, 17),
            EventSamples.nxLog(computer, 17),
            EventSamples.fluentBit(computer, 17),
            EventSamples.openWec(computer, 17))) {

      HostEvent event = events(body).get(0);

      assertThat(event.getPosition().getSite()).as(body).isEqualTo("DUB");
      assertThat(event.getPosition().getServer()).isEqualTo("mbx07");
      assertThat(event.getPosition().getSource()).isEqualTo("channel:System");
      assertThat(event.getPosition().getOffset()).isEqualTo(17);
      assertThat(event.getEventId()).isEqualTo(15300);
      assertThat(event.getEndpoint()).isEqualTo("0.0.0.0:444");
      assertThat(event.getAt()).isEqualTo("2026-11-20T10:05:02Z");
    }
  }

  @Test
  void shouldTakeManyEventsOneALineInAListAndOneBehindTheOther() {
    String one = EventSamples.nxLog("mbx07", 1);
    String two = EventSamples.nxLog("mbx08", 2);

    for (String body :
        List.of(
            one + "\n" + two + "\n",
            "[" + one + "," + two + "]",
            "[\n " + one.replace(",", ",\r\n  ") + ",\n " + two + "\n]\n",
            one + two)) {
      assertThat(events(body))
          .as(body)
          .extracting(e -> e.getPosition().getOffset())
          .containsExactly(1L, 2L);
    }
    assertThat(events(EventSamples.xml("a", 1) + "\n" + EventSamples.xml("b", 2))).hasSize(2);
    assertThat(events("<Events>" + EventSamples.xml("a", 1) + "</Events>")).hasSize(1);
    assertThat(events("{\n" + one.substring(1))).hasSize(1);
    assertThat(events("")).isEmpty();
    assertThat(events("[]")).isEmpty();
  }

  /** NXLog writes local times without a zone unless it is told otherwise. */
  @Test
  void shouldBringLocalTimesOfNxLogToUtcByTheMomentTheyCame() {
    String json =
        "{\"EventTime\":\"%s\",\"EventReceivedTime\":\"%s\",\"EventID\":15300,"
            + "\"SourceName\":\"HTTP\",\"Hostname\":\"mbx07\"}\n";

    String live = json.formatted("2026-11-20 17:29:50", "2026-11-20 17:29:51");
    String old = json.formatted("2026-11-20 05:05:02", "2026-11-20 05:59:59");
    String utc = json.formatted("2026-11-20 11:59:50", "2026-11-20 11:59:51");
    String late = json.formatted("2026-11-20 11:38:00", "2026-11-20 11:38:00");
    String later = json.formatted("2026-11-20 11:22:00", "2026-11-20 11:22:00");

    assertThat(events(live + old + utc + late + later))
        .extracting(event -> event.getAt().toString())
        .containsExactly(
            "2026-11-20T11:59:50Z",
            "2026-11-20T11:05:02Z",
            "2026-11-20T11:59:50Z",
            "2026-11-20T11:38:00Z",
            "2026-11-20T11:22:00Z");
  }

  /** The clocks go back at 01:00 UTC; the hour before and the hour after show the same times. */
  @Test
  void shouldTakeTheZoneThatIsNamedForThePushedEventsOfAServer() {
    LocalZones zones = LocalZones.of(List.of("DUB=Europe/Berlin", "elsewhere=+05:30"));
    String json =
        "{\"EventTime\":\"%s\",\"EventID\":15300,\"SourceName\":\"HTTP\",\"Hostname\":\"%s\"}\n";
    String body =
        json.formatted("2026-10-25 02:30:00", "mbx07")
            + json.formatted("2026-07-01 12:00:00", "mbx07")
            + json.formatted("2026-07-01 12:00:00", "mbx99");

    for (String[] arrival :
        new String[][] {
          {"2026-10-25T00:30:01Z", "2026-10-25T00:30:00Z"},
          {"2026-10-25T01:30:01Z", "2026-10-25T01:30:00Z"},
          {"2026-10-26T07:00:00Z", "2026-10-25T00:30:00Z"},
        }) {
      EventIntake zoned = new EventIntake(Reading.settings().with(zones), sites, 100_000);

      assertThat(
              zoned
                  .read(body.getBytes(UTF_8), "push:test", "DUB", Instant.parse(arrival[0]))
                  .made())
          .extracting(made -> ((HostEvent) made).getAt().toString())
          .containsExactly(arrival[1], "2026-07-01T10:00:00Z", "2026-07-01T06:30:00Z");
    }
  }

  @Test
  void shouldUseTheOperatorsSiteForServersWithoutAFolder() {
    assertThat(events(EventSamples.nxLog("mbx99", 1)).get(0).getPosition().getSite())
        .isEqualTo("elsewhere");
  }

  @Test
  void shouldCountWhatDoesNotMatterAndKeepWhatCannotBeReadAsDeadLetters() {
    String body =
        EventSamples.other("mbx07")
            + "\n{broken\n"
            + EventSamples.nxLog("mbx07", 5)
            + "\n"
            + EventSamples.nxLog("", 6)
            + "\n";

    EventIntake.Batch batch =
        intake.read(body.getBytes(StandardCharsets.UTF_8), "push:10.1.0.9", "DUB");

    assertThat(batch.counts().ignored()).isEqualTo(1);
    assertThat(batch.counts().records()).isEqualTo(1);
    List<DeadLetter> letters =
        batch.made().stream()
            .filter(DeadLetter.class::isInstance)
            .map(DeadLetter.class::cast)
            .toList();
    assertThat(letters).hasSize(2);
    assertThat(letters.get(0).getSource()).isEqualTo("push:10.1.0.9");
    assertThat(letters.get(0).getDetail()).startsWith("not JSON");
    assertThat(letters.get(1).getDetail()).contains("computer");
  }

  @Test
  void shouldGiveAnEventWithoutRecordIdThePlaceOfItsContent() {
    String body = EventSamples.nxLog("mbx07", 1).replace("\"RecordNumber\":1,", "");

    long first = events(body).get(0).getPosition().getOffset();

    assertThat(first).isNegative();
    assertThat(events(body).get(0).getPosition().getOffset()).isEqualTo(first);
    assertThat(events(body.replace(":02Z", ":03Z")).get(0).getPosition().getOffset())
        .isNotEqualTo(first);
  }
}
