/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.wevtutil;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.estate.Reading;
import io.hop444.collector.source.EventIntake;
import io.hop444.collector.source.EventSamples;
import io.hop444.collector.source.FakeBatches;
import io.hop444.collector.source.SiteDirectory;
import io.hop444.collector.source.SourceCounts;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.GapReason;
import io.hop444.wire.HostEvent;
import io.hop444.wire.ReadProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The poller against a stand-in for wevtutil: a script over a folder with a file an event. */
@DisabledOnOs(OS.WINDOWS)
class ChannelPollerTest {

  private static final String SCRIPT =
      """
      #!/bin/sh
      dir="$(dirname "$0")/log-$2"
      [ -d "$dir" ] || { echo "The channel was not found." >&2; exit 15; }
      from=0; count=1; order=-n
      for each in "$@"; do
        case "$each" in
          /q:*EventRecordID*) from=$(echo "$each" | tr -dc 0-9) ;;
          /c:*) count=${each#/c:} ;;
          /rd:true) order=-nr ;;
        esac
      done
      for file in $(ls "$dir" | sort $order | awk -v from="$from" '$1 >= from' | head -n "$count"); do
        cat "$dir/$file"
      done
      """;

  @TempDir Path folder;

  private final FakeBatches kafka = new FakeBatches();
  private final SourceCounts counts = new SourceCounts();
  private Instant now = Reading.NOW;

  @BeforeEach
  void makeStandIn() throws Exception {
    Path script = Files.writeString(folder.resolve("wevtutil"), SCRIPT);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(folder.resolve("log-System"));
  }

  private void write(long recordId, String xml) throws IOException {
    Files.writeString(folder.resolve("log-System/" + recordId), xml);
  }

  private void write(long recordId) throws IOException {
    write(recordId, EventSamples.xml("MBX07.contoso.test", recordId));
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("log-System"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private ChannelPoller poller(String channel, boolean fromEnd) throws IOException {
    InstantSource clock = () -> now;
    SiteDirectory sites = new SiteDirectory(folder.resolve("estate"), "DUB", clock);
    return new ChannelPoller(
        channel,
        new ChannelPoller.Shared(
            "c1",
            "mbx07",
            new Wevtutil(List.of(folder.resolve("wevtutil").toString()), Duration.ofSeconds(60)),
            new BookmarkFile(folder.resolve("data")),
            new EventIntake(Reading.settings(), sites, 1 << 20),
            sites,
            kafka,
            counts,
            clock,
            fromEnd));
  }

  private ChannelPoller poller() throws IOException {
    return poller("System", false);
  }

  private static void drain(ChannelPoller poller) {
    while (poller.poll()) {
      // There is more.
    }
  }

  private List<Long> shipped() {
    return kafka.of(HostEvent.class).stream().map(e -> e.getPosition().getOffset()).toList();
  }

  @Test
  void shouldShipEachEventOnceAndGoOnAtTheBookmarkAfterARestart() throws Exception {
    write(5);
    write(6, EventSamples.xml("mbx07", 6).replace("15300", "7036"));
    drain(poller());
    write(7);

    ChannelPoller restarted = poller();
    drain(restarted);
    drain(restarted);

    assertThat(shipped()).containsExactly(5L, 7L);
    HostEvent first = kafka.of(HostEvent.class).get(0);
    assertThat(first.getPosition().getSource()).isEqualTo("channel:System");
    assertThat(first.getPosition().getServer()).isEqualTo("mbx07");
    assertThat(restarted.bookmark().recordId()).isEqualTo(7);
    assertThat(kafka.of(ReadProgress.class)).noneMatch(p -> p.getGap() != null);
  }

  @Test
  void shouldKeepTheBookmarkWhenKafkaDoesNotAcknowledge() throws Exception {
    write(5);
    kafka.failing(true);
    ChannelPoller poller = poller();
    drain(poller);
    assertThat(poller.bookmark().recordId()).isZero();
    assertThat(counts.failures()).isPositive();

    kafka.failing(false);
    drain(poller);

    assertThat(shipped()).containsExactly(5L);
  }

  @Test
  void shouldTellAGapAndStartOverWhenTheLogWasCleared() throws Exception {
    write(8);
    write(9);
    ChannelPoller poller = poller();
    drain(poller);
    clear();
    write(1);

    drain(poller);

    assertThat(shipped()).containsExactly(8L, 9L, 1L);
    assertThat(kafka.of(HostEvent.class).get(2).getPosition().getSource())
        .isEqualTo("channel:System#2");
    ReadProgress told =
        kafka.of(ReadProgress.class).stream().filter(p -> p.getGap() != null).toList().get(0);
    assertThat(told.getGap().getReason()).isEqualTo(GapReason.CLEARED);
    assertThat(told.getLog()).isEqualTo("events/System");
  }

  @Test
  void shouldNoticeAClearedLogThatHasGrownPastTheBookmark() throws Exception {
    write(1);
    write(2);
    ChannelPoller poller = poller();
    drain(poller);
    clear();
    for (long id = 1; id <= 3; id++) {
      write(id, EventSamples.xml("mbx07", id).replace("10:05:02Z", "11:00:0" + id + "Z"));
    }

    drain(poller);

    assertThat(shipped()).containsExactly(1L, 2L, 1L, 2L, 3L);
  }

  @Test
  void shouldTellAGapWhenEventsWereOverwrittenUnread() throws Exception {
    write(5);
    ChannelPoller poller = poller();
    drain(poller);
    clear();
    write(9);

    drain(poller);

    assertThat(shipped()).containsExactly(5L, 9L);
    ReadProgress told =
        kafka.of(ReadProgress.class).stream().filter(p -> p.getGap() != null).toList().get(0);
    assertThat(told.getGap().getReason()).isEqualTo(GapReason.DELETED_UNREAD);
    assertThat(told.getGap().getDetail()).startsWith("3 events");
  }

  @Test
  void shouldStartAtTheEndWhenToldSo() throws Exception {
    write(5);
    write(6);
    ChannelPoller poller = poller("System", true);
    drain(poller);
    assertThat(shipped()).isEmpty();

    write(7);
    drain(poller);

    assertThat(shipped()).containsExactly(7L);
  }

  @Test
  void shouldReadUtf16WithoutMarkAndPassABrokenEventOnce() throws Exception {
    String broken = EventSamples.xml("mbx07", 6).replace("</System>", "");
    Files.write(
        folder.resolve("log-System/5"),
        (EventSamples.xml("mbx07", 5) + broken).getBytes(StandardCharsets.UTF_16LE));

    ChannelPoller poller = poller();
    drain(poller);

    assertThat(shipped()).containsExactly(5L);
    assertThat(poller.bookmark().recordId()).isEqualTo(6);
    assertThat(kafka.of(DeadLetter.class)).hasSize(1);
  }

  @Test
  void shouldCountAChannelThatIsNotThereAndGoOn() throws Exception {
    ChannelPoller poller = poller("Nowhere", true);

    assertThat(poller.poll()).isFalse();

    assertThat(counts.failures()).isEqualTo(1);
  }

  @Test
  void shouldMeasureTheClockByEventsThatWereJustWritten() throws Exception {
    now = Instant.parse("2026-11-20T10:00:00Z");
    ChannelPoller poller = poller();
    write(1);
    drain(poller);
    drain(poller);
    assertThat(kafka.of(ReadProgress.class).get(0).getClockSkewMillis()).isNull();
    now = Instant.parse("2026-11-20T10:00:30Z");
    write(2, EventSamples.xml("mbx07", 2).replace("10:05:02Z", "10:05:30Z"));

    drain(poller);
    drain(poller);

    List<ReadProgress> told = kafka.of(ReadProgress.class);
    assertThat(told.get(told.size() - 1).getClockSkewMillis()).isEqualTo(300_000L);
  }
}
