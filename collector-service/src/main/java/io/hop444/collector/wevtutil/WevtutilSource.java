/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.wevtutil;

import io.hop444.collector.source.BatchShipping;
import io.hop444.collector.source.EventIntake;
import io.hop444.collector.source.SiteDirectory;
import io.hop444.collector.source.SourceCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/** Polls the channels of this machine in turn. */
public final class WevtutilSource implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(WevtutilSource.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final List<ChannelPoller> pollers;
  private final Duration every;
  private final SourceCounts counts = new SourceCounts();
  private final Thread thread = new Thread(this::run, "wevtutil");
  private volatile boolean stopping;

  /**
   * What is polled, and how.
   *
   * @param collector its id
   * @param server NetBIOS name of this machine
   * @param command the program, and arguments that come before its own
   * @param every pause between two looks
   * @param fromEnd whether channels that were never read are followed from their end on
   * @param data folder of the bookmarks
   */
  public record Settings(
      String collector,
      String server,
      List<String> channels,
      List<String> command,
      Duration every,
      boolean fromEnd,
      Path data) {}

  /**
   * A source that is not running yet.
   *
   * @throws IOException when the bookmarks cannot be read
   */
  public WevtutilSource(
      Settings settings,
      EventIntake intake,
      SiteDirectory sites,
      BatchShipping shipping,
      InstantSource clock)
      throws IOException {
    this.every = settings.every();
    ChannelPoller.Shared shared =
        new ChannelPoller.Shared(
            settings.collector(),
            settings.server(),
            new Wevtutil(settings.command(), TIMEOUT),
            new BookmarkFile(settings.data()),
            intake,
            sites,
            shipping,
            counts,
            clock,
            settings.fromEnd());
    this.pollers =
        settings.channels().stream().map(channel -> new ChannelPoller(channel, shared)).toList();
    LOG.infof(
        "Windows events are polled. server=%s channels=%s", settings.server(), settings.channels());
  }

  /** Starts polling. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!stopping) {
      boolean more = false;
      for (ChannelPoller poller : pollers) {
        try {
          more |= poller.poll();
        } catch (RuntimeException e) {
          counts.failed();
          LOG.error("A look at a channel failed; the next one starts where it was.", e);
        }
      }
      if (!more) {
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(every.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  /** What was shipped. */
  public SourceCounts counts() {
    return counts;
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
