/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.postgres.PostgresDeliveries;
import io.hop444.alert.postgres.PostgresOutbox;
import io.hop444.alert.trace.AlertTracing;
import io.hop444.alert.trace.TracedSender;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Starts and stops a queue for each target. */
@ApplicationScoped
class DeliveryWorkers {

  private static final Logger LOG = Logger.getLogger(DeliveryWorkers.class);

  /** Time for noting the outcome: until then no other worker may take the delivery. */
  private static final Duration NOTING = Duration.ofSeconds(3);

  /** Time that a claimed delivery may wait for a worker. */
  private static final Duration WAITING = Duration.ofSeconds(2);

  /** What a stop waits for receivers that are slow. */
  private static final Duration STOPPING = Duration.ofSeconds(3);

  private final List<TargetQueue> queues;
  private final boolean wanted;

  @Inject
  DeliveryWorkers(
      PostgresDeliveries deliveries,
      PostgresOutbox outbox,
      Outcomes outcomes,
      AlertConfig alert,
      CheckedConfig config,
      Targets targets,
      AlertTracing tracing) {
    this.wanted = !alert.migrateOnly();
    AlertConfig.Webhook settings = config.webhook();
    Duration sending = settings.timeout().plus(NOTING);
    TargetQueue.Capacity capacity =
        new TargetQueue.Capacity(settings.workers(), sending, sending.plus(WAITING));
    this.queues =
        targets.all().entrySet().stream()
            .map(
                one ->
                    new TargetQueue(
                        one.getKey(),
                        new TracedSender(one.getKey(), one.getValue(), tracing),
                        deliveries,
                        outcomes,
                        capacity))
            .toList();
    outbox.onCommitted(() -> queues.forEach(TargetQueue::wake));
  }

  void start(@Observes StartupEvent event) {
    if (!wanted) {
      return;
    }
    if (queues.isEmpty()) {
      LOG.info(
          "No target is configured (alert.webhook.url or alert.routes-file); nothing will be"
              + " sent.");
      return;
    }
    queues.forEach(TargetQueue::start);
    LOG.infof("Notifications are sent. targets=%d", queues.size());
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (!wanted) {
      return;
    }
    queues.forEach(TargetQueue::beginToStop);
    long deadline = System.nanoTime() + STOPPING.toNanos();
    for (TargetQueue queue : queues) {
      queue.stop(deadline);
    }
  }
}
