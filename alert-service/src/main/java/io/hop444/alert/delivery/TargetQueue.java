/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.DeliveryReason;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.notice.JsonText;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.Sender;
import io.hop444.alert.postgres.PostgresDeliveries;
import io.hop444.alert.postgres.PostgresDeliveries.Claimed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The deliveries to one target: a slow target delays no other. One thread claims what is due, as
 * much as there are free workers; the workers send. Claims wait for a wake-up after a commit, and
 * look by themselves every second (retries, other replicas' changes).
 */
final class TargetQueue {

  private static final Logger LOG = Logger.getLogger(TargetQueue.class);
  private static final long LOOK_EVERY_MILLIS = 1_000;

  /** The feed's partition was dropped while the delivery still waited. */
  private static final Attempt GONE =
      new Attempt(
          new DeliveryOutcome.Unreachable(DeliveryReason.UNREACHABLE),
          "its text is not kept any more");

  private final String target;
  private final Sender sender;
  private final PostgresDeliveries deliveries;
  private final Outcomes outcomes;
  private final Capacity capacity;
  private final Semaphore work = new Semaphore(0);
  private final Semaphore free;
  private final ExecutorService workers;
  private final Thread claimer;

  /**
   * @param workers deliveries at the same time
   * @param lease time until another worker may take a delivery that was not noted
   */
  record Capacity(int workers, Duration lease) {}

  TargetQueue(
      String target,
      Sender sender,
      PostgresDeliveries deliveries,
      Outcomes outcomes,
      Capacity capacity) {
    this.target = target;
    this.sender = sender;
    this.deliveries = deliveries;
    this.outcomes = outcomes;
    this.capacity = capacity;
    this.free = new Semaphore(capacity.workers());
    this.workers =
        Executors.newFixedThreadPool(
            capacity.workers(), task -> daemon(task, "delivery-worker-" + target));
    this.claimer = daemon(this::claimUntilStopped, "delivery-claimer-" + target);
  }

  void start() {
    claimer.start();
  }

  void wake() {
    work.release();
  }

  void stop() {
    claimer.interrupt();
    workers.shutdownNow();
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
      return deliveries.claim(target, slots, capacity.lease());
    } catch (SQLException e) {
      LOG.warnf(
          "Deliveries cannot be claimed; trying again. target=%s retryInMillis=%d reason=%s",
          target, LOOK_EVERY_MILLIS, e.getMessage());
      return List.of();
    }
  }

  private void deliver(Claimed delivery) {
    try {
      if (delivery.body() == null) {
        deliveries.givenUp(delivery, GONE);
        return;
      }
      Attempt attempt = sender.send(notice(delivery));
      outcomes.note(target, delivery, attempt);
    } catch (SQLException e) {
      LOG.warnf(
          "Outcome of a delivery was not noted; it is sent again with the same id. target=%s"
              + " webhookId=%s reason=%s",
          target, delivery.webhookId(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
      work.release();
    }
  }

  private static Notice notice(Claimed delivery) {
    return Notice.of(
        delivery.webhookId(),
        delivery.kind(),
        delivery.subject(),
        delivery.body(),
        JsonText.read(delivery.body()));
  }
}
