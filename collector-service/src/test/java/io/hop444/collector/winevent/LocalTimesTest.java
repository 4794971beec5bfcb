/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.decode.LocalTimesRead;
import io.hop444.collector.decode.LocalZones;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.estate.LogFile;
import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.collector.estate.RecordReader;
import io.hop444.wire.HostEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NXLog's local times in a file that is read long after it was written. */
class LocalTimesTest {

  @TempDir private Path folder;

  private LocalTimesRead read;

  private static String event(String time, String more) {
    return "{\"EventTime\":\""
        + time
        + "\",\"EventID\":15300,\"SourceName\":\"Microsoft-Windows-HttpEvent\","
        + "\"Endpoint\":\"0.0.0.0:444\","
        + more
        + "\"Hostname\":\"mbx01\"}\n";
  }

  private static String received(String time) {
    return "\"EventReceivedTime\":\"" + time + "\",";
  }

  /** The times of the events of a file that was written last at this moment. */
  private List<String> times(String writtenAt, ReaderSettings settings, String... events)
      throws IOException {
    Path file = Files.writeString(folder.resolve("nxlog.json"), String.join("", events));
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(writtenAt)));
    LogFile log =
        new LogFile(
            "DUB", "mbx01", "events", LogFormat.EVENT_JSON, file, "DUB/MBX01/events/nxlog.json");
    List<String> times = new ArrayList<>();
    try (RecordReader reader = RecordReader.open(log, settings)) {
      for (SpecificRecord each = reader.next(); each != null; each = reader.next()) {
        if (each instanceof HostEvent event) {
          times.add(event.getAt().toString());
        }
      }
      read = reader.localTimes();
    }
    return times;
  }

  private List<String> times(String writtenAt, String... events) throws IOException {
    return times(writtenAt, Reading.settings(), events);
  }

  private List<String> timesIn(String zone, String writtenAt, String... events) throws IOException {
    return times(writtenAt, Reading.settings().with(LocalZones.of(List.of("dub=" + zone))), events);
  }

  @Test
  void shouldTellTheZoneByWhenTheFileWasWrittenLast() throws Exception {
    String first = event("2026-11-20 03:07:17", received("2026-11-20 05:00:00"));

    assertThat(times("2026-11-20T10:00:01.3Z", first, event("2026-11-20 11:00:00", "")))
        .containsExactly("2026-11-20T02:07:17Z", "2026-11-20T10:00:00Z");
    assertThat(times("2026-11-20T09:59:59Z", first, event("2026-11-20 15:30:00", "")))
        .containsExactly("2026-11-19T21:37:17Z", "2026-11-20T10:00:00Z");
    assertThat(times("2026-11-20T10:00:00Z", first, event("2026-11-20 00:30:00", "")))
        .containsExactly("2026-11-20T12:37:17Z", "2026-11-20T10:00:00Z");
    assertThat(read.anyUnknown()).isFalse();
  }

  @Test
  void shouldGoByTheTimeOfReceiptWhereEventsWaited() throws Exception {
    String late = event("2026-11-20 08:41:00", received("2026-11-20 11:00:00"));

    assertThat(times("2026-11-20T10:00:02Z", late)).containsExactly("2026-11-20T07:41:00Z");
  }

  @Test
  void shouldTakeThemAsUtcWhereTheFilesTimeTellsNothing() throws Exception {
    String event = event("2026-11-20 11:00:00", "");

    for (String copiedAt :
        List.of(
            "2026-11-20T12:07:00Z",
            "2026-11-20T10:00:20Z",
            "2026-11-20T10:15:01Z",
            "2026-11-21T11:00:01Z",
            "2026-12-24T10:00:01Z")) {
      assertThat(times(copiedAt, event)).containsExactly("2026-11-20T11:00:00Z");
      assertThat(read.anyUnknown()).as(copiedAt).isTrue();
    }
    assertThat(times("2026-11-20T10:00:01Z", event, event("2026-11-20T10:00:00Z", "")))
        .containsExactly("2026-11-20T11:00:00Z", "2026-11-20T10:00:00Z");
    assertThat(read.anyUnknown()).isTrue();
  }

  @Test
  void shouldTellTheZoneByAValueThatIsUtcByNatureInACopiedFile() throws Exception {
    String sysmon = event("2026-11-20 10:59:59", "\"UtcTime\":\"2026-11-20 09:59:58.363\",");
    String set = event("2026-11-20 10:59:59", "\"NewTime\":\"2026-11-20T09:59:59.5000000Z\",");
    String after = event("2026-11-20 11:00:00", "");

    assertThat(times("2027-01-20T10:00:01Z", sysmon, after, "\n", "not JSON"))
        .containsExactly("2026-11-20T09:59:59Z", "2026-11-20T10:00:00Z");
    assertThat(times("2027-01-20T10:00:01Z", set, after))
        .containsExactly("2026-11-20T09:59:59Z", "2026-11-20T10:00:00Z");
  }

  @Test
  void shouldFollowTheRulesOfTheZoneThatIsNamed() throws Exception {
    assertThat(
            timesIn(
                "Europe/Berlin",
                "2027-01-20T10:00:01Z",
                event("2026-07-20 11:00:00", ""),
                event("2026-11-20 11:00:00", ""),
                event("2026-03-29 02:30:00", "")))
        .containsExactly("2026-07-20T09:00:00Z", "2026-11-20T10:00:00Z", "2026-03-29T01:30:00Z");
    assertThat(timesIn("UTC", "2026-11-20T10:00:01Z", event("2026-11-20 11:00:00", "")))
        .containsExactly("2026-11-20T11:00:00Z");
    assertThat(read.toldByFile()).isEmpty();
  }

  @Test
  void shouldTakeTheZoneThatIsNamedWhereATimeOfReceiptIsTooLateToTellIt() throws Exception {
    String late = event("2026-11-20 11:00:00", "\"@timestamp\":\"2026-11-20T10:21:00Z\",");
    String prompt = event("2026-11-20 05:00:00", "\"@timestamp\":\"2026-11-20T10:01:00Z\",");

    assertThat(timesIn("Europe/Berlin", "2027-01-20T10:00:01Z", late, prompt))
        .containsExactly("2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z");
  }

  @Test
  void shouldTakeTheHourThatComesTwiceForTheFirstUnlessTheFileTellsTheSecond() throws Exception {
    String twice = event("2026-10-25 02:30:00", "");

    assertThat(timesIn("Europe/Berlin", "2027-01-20T10:00:01Z", twice))
        .containsExactly("2026-10-25T00:30:00Z");
    assertThat(timesIn("Europe/Berlin", "2026-10-25T00:30:01Z", twice))
        .containsExactly("2026-10-25T00:30:00Z");
    assertThat(timesIn("Europe/Berlin", "2026-10-25T01:30:01Z", twice))
        .containsExactly("2026-10-25T01:30:00Z");
  }
}
