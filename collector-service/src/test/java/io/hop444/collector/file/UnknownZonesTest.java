/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.wire.HostEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Local times without a zone in files that are followed. */
class UnknownZonesTest extends FollowedEstate {

  private Path events() {
    return folder.resolve("estate/DUB/MBX01/events/nxlog.json");
  }

  private void append(String localTime, String writtenAt) throws IOException {
    write(
        events(),
        "{\"EventTime\":\""
            + localTime
            + "\",\"EventID\":15300,\"SourceName\":\"HTTP\",\"Hostname\":\"mbx01\"}\n");
    Files.setLastModifiedTime(events(), FileTime.from(Instant.parse(writtenAt)));
  }

  private List<String> times() {
    return shipping.of(HostEvent.class).stream().map(event -> event.getAt().toString()).toList();
  }

  /** Clocks in Berlin go from 03:00 back to 02:00 at 01:00 UTC. */
  @Test
  void shouldFollowTheChangeOfTheClocks() throws Exception {
    append("2026-10-25 02:10:00", "2026-10-25T00:10:01Z");
    follow(false);
    rounds();
    append("2026-10-25 02:50:00", "2026-10-25T00:50:01Z");
    rounds();
    append("2026-10-25 02:15:00", "2026-10-25T01:15:01Z");

    rounds();

    assertThat(times())
        .containsExactly("2026-10-25T00:10:00Z", "2026-10-25T00:50:00Z", "2026-10-25T01:15:00Z");
    assertThat(tailer.unknownZones().warning()).isEmpty();
  }

  @Test
  void shouldWarnOfAFileThatTellsNoZoneUntilItIsGone() throws Exception {
    append("2026-10-25 02:10:00", "2026-10-29T07:08:09Z");
    follow(false);

    rounds();

    assertThat(times()).containsExactly("2026-10-25T02:10:00Z");
    assertThat(tailer.unknownZones().warning())
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .contains("in DUB/MBX01/events/nxlog.json;", "set collector.reading.zones"));

    Files.createDirectories(folder.resolve("estate/DUB/MBX02"));
    Files.delete(events());
    roundsAndAcknowledge();

    assertThat(tailer.unknownZones().warning()).isEmpty();
  }
}
