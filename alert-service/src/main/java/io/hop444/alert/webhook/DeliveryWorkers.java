/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.webhook;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.config.WebhookTarget;
import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.postgres.PostgresDeliveries;
import io.hop444.alert.postgres.PostgresDeliveries.Claimed;
import io.hop444.alert.postgres.PostgresOutbox;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One thread claims what is due, as much as there are free workers; the workers send. Claims wait
 * for a wake-up after a commit, and look by themselves every second (retries, other replicas'
 * changes).
 */
@ApplicationScoped
class DeliveryWorkers {

  private static final Logger LOG = Logger.getLogger(DeliveryWorkers.class);
  private static final long LOOK_EVERY_MILLIS = 1_000;

  /** Time for noting the outcome: until then no other worker may take the delivery. */
  private static final Duration LEASE_AFTER_TIMEOUT = Duration.ofSeconds(5);

  private final PostgresDeliveries deliveries;
  private final Outcomes outcomes;
  private final AlertConfig.Webhook settings;
  private final Optional<WebhookTarget> target;
  private final Clock clock;
  private final Semaphore work = new Semaphore(0);
  private final Semaphore free;
  private ExecutorService workers;
  private WebhookSender sender;
  private Thread claimer;

  @Inject
  DeliveryWorkers(
      PostgresDeliveries deliveries,
      PostgresOutbox outbox,
      Outcomes outcomes,
      CheckedConfig config,
      Clock clock) {
    this.deliveries = deliveries;
    this.outcomes = outcomes;
    this.settings = config.webhook();
    this.target = config.target();
    this.clock = clock;
    this.free = new Semaphore(settings.workers());
    outbox.onCommitted(work::release);
  }

  void start(@Observes StartupEvent event) {
    if (target.isEmpty()) {
      LOG.info("No webhook is configured (alert.webhook.url); nothing will be sent.");
      return;
    }
    workers =
        Executors.newFixedThreadPool(
            settings.workers() + 2, task -> daemon(task, "webhook-worker"));
    sender = new WebhookSender(target.get(), settings.timeout(), workers, clock);
    claimer = daemon(this::claimUntilStopped, "webhook-claimer");
    claimer.start();
    LOG.infof(
        "Webhooks are sent. host=%s workers=%d", target.get().url().getHost(), settings.workers());
  }

  void stop(@Observes ShutdownEvent event) {
    if (claimer != null) {
      claimer.interrupt();
      workers.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void claimUntilStopped() {
    try {
      deliveries.awaitTables();
      while (true) {
        free.acquire();
        int slots = 1 + free.drainPermits();
        List<Claimed> claimed = claim(slots);
        free.release(slots - claimed.size());
        claimed.forEach(delivery -> workers.execute(() -> deliver(delivery)));
        if (claimed.isEmpty() && work.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
          work.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Claimed> claim(int slots) {
    try {
      return deliveries.claim(
          WebhookTarget.NAME, slots, settings.timeout().plus(LEASE_AFTER_TIMEOUT));
    } catch (SQLException e) {
      LOG.warnf(
          "Deliveries cannot be claimed; trying again. retryInMillis=%d reason=%s",
          LOOK_EVERY_MILLIS, e.getMessage());
      return List.of();
    }
  }

  private void deliver(Claimed delivery) {
    try {
      DeliveryOutcome outcome = sender.send(delivery.webhookId(), delivery.body());
      outcomes.note(delivery, outcome);
    } catch (SQLException e) {
      LOG.warnf(
          "Outcome of a delivery was not noted; it is sent again with the same id. webhookId=%s"
              + " reason=%s",
          delivery.webhookId(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
      work.release();
    }
  }
}
