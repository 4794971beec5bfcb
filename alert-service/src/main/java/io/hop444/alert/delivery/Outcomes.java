/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.DeliveryReason;
import io.hop444.alert.domain.NextStep;
import io.hop444.alert.domain.RetrySchedule;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.postgres.PostgresDeliveries;
import io.hop444.alert.postgres.PostgresDeliveries.Claimed;
import io.hop444.alert.postgres.PostgresDeliveries.Noted;
import io.hop444.alert.postgres.PostgresTargets;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Notes what became of attempts, and what is done next. Thread-safe. */
@ApplicationScoped
class Outcomes {

  private static final Logger LOG = Logger.getLogger(Outcomes.class);

  /** The feed's partition was dropped while the delivery still waited. */
  static final Attempt TEXT_IS_GONE =
      new Attempt(
          new DeliveryOutcome.Unreachable(DeliveryReason.UNREACHABLE),
          "its text is not kept any more");

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

  /**
   * A delivery that a worker has dealt with.
   *
   * @param attempt null when it was not sent: its lease would have ended meanwhile
   */
  record Made(Claimed delivery, Attempt attempt) {}

  /** Whether a delivery is this worker's for so long still. */
  boolean isLeasedFor(Duration time, Claimed delivery) {
    return !clock.instant().plus(time).isAfter(delivery.leasedUntil());
  }

  /** Finishes deliveries, or says when they are tried again. No part suffers from another. */
  void note(String target, List<Made> batch) throws SQLException {
    List<Claimed> unsent =
        batch.stream().filter(one -> one.attempt() == null).map(Made::delivery).toList();
    List<Noted> noted =
        batch.stream()
            .filter(one -> one.attempt() != null)
            .map(one -> noted(target, one.delivery(), one.attempt()))
            .toList();
    giveBack(target, unsent);
    noted.stream()
        .filter(one -> one.next() instanceof NextStep.DisableTarget)
        .findFirst()
        .ifPresent(one -> disable(target, one.attempt().outcome().reason()));
    deliveries.note(noted.stream().map(this::waitingWhileDisabled).toList());
    Instant now = clock.instant();
    for (Noted one : noted) {
      if (one.next() instanceof NextStep.Finish) {
        metrics
            .timer("alert.deliveries.delay")
            .record(Duration.between(one.delivery().createdAt(), now));
      }
    }
  }

  /** What is not given back is sent when its lease has ended. */
  private void giveBack(String target, List<Claimed> unsent) {
    try {
      deliveries.giveBack(unsent);
    } catch (SQLException e) {
      LOG.warnf(
          "Deliveries were not given back; they are sent after their lease. target=%s"
              + " deliveries=%d reason=%s",
          target, unsent.size(), e.getMessage());
    }
  }

  /** The next answer of the same kind tries again. */
  private void disable(String target, DeliveryReason reason) {
    try {
      targets.disable(target, reason.name());
    } catch (SQLException e) {
      LOG.warnf(
          "Target wants no more, which was not noted. target=%s reason=%s", target, e.getMessage());
    }
  }

  /** What a disabled target did not take is due at once when it is enabled. */
  private Noted waitingWhileDisabled(Noted one) {
    return one.next() instanceof NextStep.DisableTarget
        ? new Noted(one.delivery(), one.attempt(), new NextStep.RetryAt(clock.instant()))
        : one;
  }

  private Noted noted(String target, Claimed delivery, Attempt attempt) {
    DeliveryReason reason = attempt.outcome().reason();
    if (delivery.body() != null) {
      metrics
          .counter("alert.deliveries.attempted", "target", target, "reason", reason.name())
          .increment();
    }
    Instant now = clock.instant();
    NextStep next =
        delivery.body() == null
            ? new NextStep.GiveUp()
            : schedule.after(
                attempt.outcome(),
                delivery.attempts(),
                delivery.createdAt(),
                now,
                ThreadLocalRandom.current().nextDouble());
    if (!(next instanceof NextStep.Finish)) {
      LOG.warnf(
          "Delivery failed. target=%s webhookId=%s incidentId=%s attempt=%d reason=%s next=%s",
          target, delivery.webhookId(), delivery.subject(), delivery.attempts(), reason, next);
    }
    return new Noted(delivery, attempt, next);
  }
}
