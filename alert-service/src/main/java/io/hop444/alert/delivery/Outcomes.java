/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import io.hop444.alert.domain.DeliveryReason;
import io.hop444.alert.domain.NextStep;
import io.hop444.alert.domain.RetrySchedule;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.postgres.PostgresDeliveries;
import io.hop444.alert.postgres.PostgresDeliveries.Claimed;
import io.hop444.alert.postgres.PostgresTargets;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Notes what became of an attempt, and what is done next. Thread-safe. */
@ApplicationScoped
class Outcomes {

  private static final Logger LOG = Logger.getLogger(Outcomes.class);

  private final PostgresDeliveries deliveries;
  private final PostgresTargets targets;
  private final RetrySchedule schedule;
  private final MeterRegistry metrics;
  private final Clock clock;

  @Inject
  Outcomes(
      PostgresDeliveries deliveries,
      PostgresTargets targets,
      RetrySchedule schedule,
      MeterRegistry metrics,
      Clock clock) {
    this.deliveries = deliveries;
    this.targets = targets;
    this.schedule = schedule;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Finishes the delivery, or says when it is tried again. */
  void note(String target, Claimed delivery, Attempt attempt) throws SQLException {
    DeliveryReason reason = attempt.outcome().reason();
    metrics
        .counter("alert.deliveries.attempted", "target", target, "reason", reason.name())
        .increment();
    NextStep next =
        schedule.after(
            attempt.outcome(),
            delivery.attempts(),
            delivery.createdAt(),
            clock.instant(),
            ThreadLocalRandom.current().nextDouble());
    if (next instanceof NextStep.Finish) {
      deliveries.delivered(delivery.id(), attempt);
      metrics
          .timer("alert.deliveries.delay")
          .record(Duration.between(delivery.createdAt(), clock.instant()));
      return;
    }
    LOG.warnf(
        "Delivery failed. target=%s webhookId=%s incidentId=%s attempt=%d reason=%s next=%s",
        target, delivery.webhookId(), delivery.subject(), delivery.attempts(), reason, next);
    if (next instanceof NextStep.RetryAt retry) {
      deliveries.retry(delivery, attempt, retry.at());
    } else if (next instanceof NextStep.GiveUp) {
      deliveries.givenUp(delivery, attempt);
    } else {
      targets.disable(target, reason.name());
      deliveries.retry(delivery, attempt, clock.instant());
    }
  }
}
