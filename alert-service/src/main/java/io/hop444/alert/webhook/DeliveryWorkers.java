/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.webhook;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.config.WebhookTarget;
import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.DeliveryReason;
import io.hop444.alert.domain.NextStep;
import io.hop444.alert.domain.RetrySchedule;
import io.hop444.alert.postgres.Database;
import io.hop444.alert.postgres.PostgresDeliveries;
import io.hop444.alert.postgres.PostgresDeliveries.Claimed;
import io.hop444.alert.postgres.PostgresOutbox;
import io.hop444.alert.postgres.PostgresTargets;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
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

  private final Database database;
  private final PostgresDeliveries deliveries;
  private final PostgresTargets targets;
  private final RetrySchedule schedule;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final AlertConfig.Webhook settings;
  private final CheckedConfig config;
  private final Semaphore work = new Semaphore(0);
  private final Semaphore free;
  private ExecutorService workers;
  private WebhookSender sender;
  private Thread claimer;

  @Inject
  DeliveryWorkers(
      Database database,
      PostgresDeliveries deliveries,
      PostgresTargets targets,
      PostgresOutbox outbox,
      RetrySchedule schedule,
      MeterRegistry metrics,
      Clock clock,
      AlertConfig settings,
      CheckedConfig config) {
    this.database = database;
    this.deliveries = deliveries;
    this.targets = targets;
    this.schedule = schedule;
    this.metrics = metrics;
    this.clock = clock;
    this.settings = settings.webhook();
    this.config = config;
    this.free = new Semaphore(this.settings.workers());
    outbox.onCommitted(work::release);
  }

  void start(@Observes StartupEvent event) {
    if (config.target().isEmpty()) {
      LOG.info("No webhook is configured (alert.webhook.url); nothing will be sent.");
      return;
    }
    WebhookTarget target = config.target().get();
    workers =
        Executors.newFixedThreadPool(
            settings.workers() + 2, task -> daemon(task, "webhook-worker"));
    sender = new WebhookSender(target, settings.timeout(), workers, clock);
    claimer = daemon(this::claimUntilStopped, "webhook-claimer");
    claimer.start();
    LOG.infof("Webhooks are sent. host=%s workers=%d", target.url().getHost(), settings.workers());
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
      database.awaitMigrated();
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
      note(delivery, outcome);
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

  private void note(Claimed delivery, DeliveryOutcome outcome) throws SQLException {
    DeliveryReason reason = outcome.reason();
    metrics.counter("alert.deliveries.attempted", "reason", reason.name()).increment();
    NextStep next =
        schedule.after(
            outcome,
            delivery.attempts(),
            delivery.createdAt(),
            clock.instant(),
            ThreadLocalRandom.current().nextDouble());
    if (next instanceof NextStep.Finish) {
      deliveries.delivered(delivery.id());
      metrics
          .timer("alert.deliveries.delay")
          .record(Duration.between(delivery.createdAt(), clock.instant()));
      return;
    }
    LOG.warnf(
        "Delivery failed. webhookId=%s incidentId=%s attempt=%d reason=%s next=%s",
        delivery.webhookId(), delivery.incidentId(), delivery.attempts(), reason, next);
    if (next instanceof NextStep.RetryAt retry) {
      deliveries.retry(delivery.id(), reason, retry.at());
    } else if (next instanceof NextStep.GiveUp) {
      deliveries.givenUp(delivery.id(), reason);
    } else {
      targets.disable(WebhookTarget.NAME, reason.name());
      deliveries.retry(delivery.id(), reason, clock.instant());
    }
  }
}
