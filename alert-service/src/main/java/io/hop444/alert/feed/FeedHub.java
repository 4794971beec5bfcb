/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.postgres.Database;
import io.hop444.alert.postgres.PostgresFeed;
import io.hop444.alert.postgres.PostgresOutbox;
import io.hop444.alert.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Follows the table and hands on what is new. A client is either live (gets each event from the
 * reader) or catches up (reads pages itself, the next one when it has taken the last); it goes live
 * under the same lock under which events are handed out, so nothing is missed in between.
 */
@ApplicationScoped
class FeedHub {

  private static final Logger LOG = Logger.getLogger(FeedHub.class);
  private static final int PAGE = 200;
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final int CATCH_UP_THREADS = 4;
  private static final int PATIENCE_HEARTBEATS = 3;

  private final Database database;
  private final PostgresFeed feed;
  private final AlertConfig.Feed settings;
  private final MeterRegistry metrics;
  private final Semaphore news = new Semaphore(0);
  private final Set<FeedClient> all = ConcurrentHashMap.newKeySet();
  private final Set<FeedClient> live = ConcurrentHashMap.newKeySet();
  private final Object handOut = new Object();
  private final ExecutorService catchUp =
      Executors.newFixedThreadPool(CATCH_UP_THREADS, task -> daemon(task, "feed-catch-up"));
  private final ScheduledExecutorService heartbeat =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "feed-heartbeat"));
  private Thread reader;

  /** Newest event handed out; -1 before the table could be read. */
  private volatile long position = -1;

  @Inject
  FeedHub(
      Database database,
      PostgresFeed feed,
      PostgresOutbox outbox,
      AlertConfig config,
      MeterRegistry metrics) {
    this.database = database;
    this.feed = feed;
    this.settings = config.feed();
    this.metrics = metrics;
    outbox.onCommitted(news::release);
    metrics.gauge("alert.feed.clients", all, Set::size);
  }

  void start(@Observes StartupEvent event) {
    reader = daemon(this::follow, "feed-reader");
    reader.start();
    long every = settings.heartbeat().toMillis();
    ScheduledFuture<?> unused =
        heartbeat.scheduleAtFixedRate(this::beat, every, every, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    if (reader != null) {
      reader.interrupt();
    }
    catchUp.shutdownNow();
    heartbeat.shutdownNow();
    all.forEach(FeedClient::cut);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * One more client may come.
   *
   * @throws Problem 503 when it may not
   */
  void requireRoom() {
    if (position < 0) {
      throw Problem.unavailable("the database does not answer yet; try again in a few seconds");
    }
    if (all.size() >= settings.maxClients()) {
      throw Problem.unavailable("too many clients follow the feed (alert.feed.max-clients)");
    }
  }

  /** Newest event handed out; -1 before the table could be read. */
  long position() {
    return position;
  }

  int clientQueue() {
    return settings.clientQueue();
  }

  /** The client catches up, and goes live, when it has taken {@link FeedMessage#RETRY}. */
  void join(FeedClient client) {
    all.add(client);
    client.open();
  }

  void leave(FeedClient client) {
    client.markClosed();
    all.remove(client);
    live.remove(client);
  }

  /** The client has taken all it was given. */
  void drained(FeedClient client) {
    if (live.contains(client) || !all.contains(client)) {
      return;
    }
    if (client.position() > position) {
      catchUp.execute(() -> checkCursor(client));
    } else {
      catchUpOrGoLive(client);
    }
  }

  /** The cursor is another replica's news, which comes here within moments, or was never given. */
  private void checkCursor(FeedClient client) {
    try {
      long newest = feed.last();
      if (client.position() > newest) {
        client.resync(newest);
      }
      catchUpOrGoLive(client);
    } catch (SQLException e) {
      cutUnread(client, e);
    }
  }

  private void catchUpOrGoLive(FeedClient client) {
    synchronized (handOut) {
      if (client.position() >= position) {
        live.add(client);
        if (client.isClosed()) {
          leave(client);
        }
        return;
      }
    }
    catchUp.execute(() -> readPage(client));
  }

  private void readPage(FeedClient client) {
    try {
      // At most half the queue, so that a page always fits beside what is left of the last one.
      int limit = Math.max(1, Math.min(PAGE, settings.clientQueue() / 2));
      long newest = position;
      long from = client.position();
      List<PostgresFeed.Entry> page = feed.after(from, limit);
      // Read after the page: what retention removed before it was read is seen here.
      if (from > 0 && from < feed.floor()) {
        client.resync(feed.last());
      } else if (page.isEmpty()) {
        // The events up to the newest were removed meanwhile: there is nothing to catch up with.
        client.skipTo(newest);
        catchUpOrGoLive(client);
      } else if (!client.offer(items(page))) {
        cutSlow(client);
      }
    } catch (SQLException e) {
      cutUnread(client, e);
    }
  }

  private void cutUnread(FeedClient client, SQLException failure) {
    LOG.warnf("Feed cannot be read; the client is to come back. reason=%s", failure.getMessage());
    client.cut();
    leave(client);
  }

  private void follow() {
    try {
      database.awaitMigrated();
      while (true) {
        readNews();
        if (news.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readNews() {
    try {
      if (position < 0) {
        position = feed.last();
      }
      List<PostgresFeed.Entry> entries;
      do {
        entries = feed.after(position, PAGE);
        if (!entries.isEmpty()) {
          handOut(entries);
        }
      } while (entries.size() == PAGE);
    } catch (SQLException e) {
      LOG.debugf("Feed cannot be read; trying again. reason=%s", e.getMessage());
    }
  }

  private static List<FeedClient.Item> items(List<PostgresFeed.Entry> entries) {
    return entries.stream()
        .map(entry -> new FeedClient.Item(entry, FeedMessage.of(entry)))
        .toList();
  }

  private void handOut(List<PostgresFeed.Entry> entries) {
    List<FeedClient.Item> items = items(entries);
    synchronized (handOut) {
      for (FeedClient client : live) {
        if (!client.offer(items)) {
          cutSlow(client);
        }
      }
      position = entries.get(entries.size() - 1).cursor();
    }
  }

  private void beat() {
    for (FeedClient client : all) {
      if (!client.isAllowed()) {
        client.cut();
        leave(client);
      } else if (!client.heartbeat(PATIENCE_HEARTBEATS)) {
        cutSlow(client);
      }
    }
  }

  private void cutSlow(FeedClient client) {
    metrics.counter("alert.feed.clients.cut").increment();
    client.cut();
    leave(client);
  }
}
