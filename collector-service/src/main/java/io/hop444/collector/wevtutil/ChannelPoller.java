/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.wevtutil;

import io.hop444.collector.domain.Pause;
import io.hop444.collector.domain.ServerName;
import io.hop444.collector.source.BatchShipping;
import io.hop444.collector.source.EventIntake;
import io.hop444.collector.source.SiteDirectory;
import io.hop444.collector.source.SourceCounts;
import io.hop444.collector.text.Utc;
import io.hop444.wire.GapReason;
import io.hop444.wire.LogGap;
import io.hop444.wire.LogKind;
import io.hop444.wire.Position;
import io.hop444.wire.ReadProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.jboss.logging.Logger;

/**
 * Follows one channel. Each look asks for the event of the bookmark and those behind it: when the
 * first that comes is another one, events are gone, and a gap is told. The bookmark moves after
 * Kafka has acknowledged. Used by one thread.
 */
final class ChannelPoller {

  private static final Logger LOG = Logger.getLogger(ChannelPoller.class);
  private static final int BATCH = 500;
  private static final long LONGEST_ACKNOWLEDGEMENT_SECONDS = 60;
  private static final long HEARTBEAT_MILLIS = 10_000;
  private static final long COMPLAIN_EVERY_MILLIS = 60_000;

  private final String channel;
  private final String server;
  private final String collector;
  private final Wevtutil wevtutil;
  private final BookmarkFile bookmarks;
  private final EventIntake intake;
  private final SiteDirectory sites;
  private final BatchShipping shipping;
  private final SourceCounts counts;
  private final InstantSource clock;
  private final boolean fromEnd;
  private Bookmark bookmark;
  private boolean caughtUp;
  private Long skewMillis;
  private final Pause heartbeat = new Pause();
  private final Pause complaint = new Pause();

  /**
   * What all pollers share.
   *
   * @param server NetBIOS name of this machine
   * @param fromEnd whether channels that were never read are followed from their end on
   */
  record Shared(
      String collector,
      String server,
      Wevtutil wevtutil,
      BookmarkFile bookmarks,
      EventIntake intake,
      SiteDirectory sites,
      BatchShipping shipping,
      SourceCounts counts,
      InstantSource clock,
      boolean fromEnd) {}

  ChannelPoller(String channel, Shared shared) {
    this.channel = channel;
    this.server = shared.server();
    this.collector = shared.collector();
    this.wevtutil = shared.wevtutil();
    this.bookmarks = shared.bookmarks();
    this.intake = shared.intake();
    this.sites = shared.sites();
    this.shipping = shared.shipping();
    this.counts = shared.counts();
    this.clock = shared.clock();
    this.fromEnd = shared.fromEnd();
    this.bookmark = bookmarks.of(channel);
  }

  /**
   * Looks once.
   *
   * @return whether there is more to read at once
   */
  boolean poll() {
    if (!shipping.isReady()) {
      return false;
    }
    try {
      if (bookmark == null) {
        start();
      }
      return read();
    } catch (IOException e) {
      counts.failed();
      caughtUp = false;
      if (complaint.isOver(clock.millis())) {
        complaint.start(clock.millis(), COMPLAIN_EVERY_MILLIS);
        LOG.warnf(
            "A channel cannot be read; trying again. channel=%s reason=%s",
            channel, e.getMessage());
      }
      return false;
    }
  }

  private void start() throws IOException {
    Bookmark made = new Bookmark(channel, 0, "", 1);
    if (fromEnd) {
      List<ChannelOutput.Seen> newest = ChannelOutput.of(wevtutil.newest(channel)).events();
      if (!newest.isEmpty()) {
        made = made.behind(newest.get(0).recordId(), newest.get(0).createdAt());
      }
    }
    bookmark = made;
    bookmarks.save(made);
  }

  private boolean read() throws IOException {
    ChannelOutput output = ChannelOutput.of(wevtutil.from(channel, bookmark.recordId(), BATCH + 1));
    long receivedAt = clock.millis();
    List<ChannelOutput.Seen> events = output.events();
    boolean atBookmark =
        !events.isEmpty()
            && events.get(0).recordId() == bookmark.recordId()
            && events.get(0).createdAt().equals(bookmark.createdAt());
    if (!atBookmark && bookmark.recordId() > 0) {
      if (isCleared(events)) {
        return cleared();
      }
      long lost = events.get(0).recordId() - bookmark.recordId() - 1;
      if (lost > 0 && !tell(List.of(overwritten(lost)))) {
        return false;
      }
    }
    List<ChannelOutput.Seen> fresh = atBookmark ? events.subList(1, events.size()) : events;
    if (fresh.isEmpty()) {
      caughtUp = true;
      heartbeat(receivedAt);
      return false;
    }
    if (caughtUp) {
      measureSkew(fresh, receivedAt);
    }
    boolean taken = take(output.from(fresh.get(0)), fresh.get(fresh.size() - 1));
    caughtUp = taken && fresh.size() < BATCH;
    return taken && !caughtUp;
  }

  /** The event of the bookmark is not there, nor a later one: the ids start again. */
  private boolean isCleared(List<ChannelOutput.Seen> events) {
    return events.isEmpty() || events.get(0).recordId() == bookmark.recordId();
  }

  private boolean cleared() throws IOException {
    LogGap gap =
        new LogGap(
            GapReason.CLEARED,
            bookmark.source(),
            -1L,
            "the log was cleared; what it held behind record " + bookmark.recordId() + " is gone");
    LOG.warnf("A channel was cleared. channel=%s recordId=%d", channel, bookmark.recordId());
    if (!tell(List.of(gap))) {
      return false;
    }
    bookmark = bookmark.cleared();
    bookmarks.save(bookmark);
    return true;
  }

  private LogGap overwritten(long lost) {
    LOG.warnf("Events were overwritten before they were read. channel=%s events=%d", channel, lost);
    return new LogGap(
        GapReason.DELETED_UNREAD,
        bookmark.source(),
        -1L,
        lost + " events were overwritten before they were read; make the log larger");
  }

  private boolean take(String xml, ChannelOutput.Seen last) throws IOException {
    EventIntake.Batch batch =
        intake.read(
            xml.getBytes(StandardCharsets.UTF_8),
            bookmark.source(),
            sites.siteOf(server),
            (computer, of, recordId, offset, text) -> {
              String name = computer == null ? server : ServerName.of(computer);
              return new Position(
                  sites.siteOf(name),
                  name,
                  collector,
                  bookmark.source(),
                  recordId == null ? -1L : recordId);
            });
    if (!isAcknowledged(batch.made())) {
      return false;
    }
    counts.acknowledged(
        batch.counts().records(), batch.counts().ignored(), batch.counts().undecodable());
    bookmark = bookmark.behind(last.recordId(), last.createdAt());
    bookmarks.save(bookmark);
    return true;
  }

  /** Events that were created since the last look came at most one interval late. */
  private void measureSkew(List<ChannelOutput.Seen> events, long receivedAt) {
    long latest = Utc.NONE;
    for (ChannelOutput.Seen each : events) {
      Utc.Written written = Utc.written(each.createdAt());
      latest = written == null ? latest : Math.max(latest, written.millisAsUtc());
    }
    if (latest != Utc.NONE) {
      skewMillis = latest - receivedAt;
    }
  }

  private void heartbeat(long now) {
    if (heartbeat.isOver(now) && tell(List.of())) {
      heartbeat.start(now, HEARTBEAT_MILLIS);
    }
  }

  private boolean tell(List<LogGap> gaps) {
    List<ReadProgress> told = new ArrayList<>();
    for (LogGap gap : gaps) {
      told.add(progress(gap));
    }
    if (told.isEmpty()) {
      told.add(progress(null));
    }
    return isAcknowledged(told);
  }

  private ReadProgress progress(LogGap gap) {
    Utc.Written readUpTo = Utc.written(bookmark.createdAt());
    return new ReadProgress(
        sites.siteOf(server),
        server,
        collector,
        "events/" + channel,
        LogKind.WINDOWS_EVENT,
        bookmark.source(),
        bookmark.recordId(),
        bookmark.recordId(),
        0L,
        readUpTo == null ? null : Instant.ofEpochMilli(readUpTo.millisAsUtc()),
        clock.instant(),
        gap,
        skewMillis);
  }

  private boolean isAcknowledged(List<? extends SpecificRecord> made) {
    try {
      shipping.ship(made).get(LONGEST_ACKNOWLEDGEMENT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      counts.failed();
      LOG.warnf(
          "Events of a channel were not acknowledged; they are read again. channel=%s reason=%s",
          channel, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** How far the channel is acknowledged. */
  Bookmark bookmark() {
    return bookmark;
  }
}
