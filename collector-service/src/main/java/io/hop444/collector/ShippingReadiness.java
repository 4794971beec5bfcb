/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import io.hop444.collector.file.EstateTailer;
import io.hop444.collector.file.LogState;
import io.hop444.collector.kafka.RecordShipper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while everything that is there is shipped; the answer says what is not. */
@Readiness
@ApplicationScoped
class ShippingReadiness implements HealthCheck {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  /** With the time between two looks a stalled log is told within a minute. */
  static final Duration LONGEST_STALL = Duration.ofSeconds(45);

  private final CollectorApplication collector;

  ShippingReadiness(CollectorApplication collector) {
    this.collector = collector;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> trouble = trouble();
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("shipping");
    trouble.ifPresent(reason -> answer.withData("reason", reason));
    if (collector.tailer() != null) {
      collector
          .tailer()
          .unknownZones()
          .warning()
          .ifPresent(warning -> answer.withData("warning", warning));
    }
    return answer.status(trouble.isEmpty()).build();
  }

  private Optional<String> trouble() {
    return collector.tailer() == null
        ? Optional.of("the collector is starting")
        : trouble(collector.shipper(), collector.tailer());
  }

  static Optional<String> trouble(RecordShipper shipper, EstateTailer tailer) {
    if (!shipper.isConnected()) {
      return Optional.of("Kafka was not reached yet");
    }
    Optional<String> refusal = shipper.refusal();
    if (refusal.isPresent()) {
      return refusal.map(why -> "Kafka does not take what is shipped: " + why);
    }
    if (!shipper.isShipping(LONGEST_WAIT)) {
      return Optional.of(
          "Kafka has acknowledged nothing for " + LONGEST_WAIT.toSeconds() + " s or more");
    }
    String unlistable = tailer.unlistable();
    if (unlistable != null) {
      return Optional.of("the estate's folder cannot be listed: " + unlistable);
    }
    return stalled(tailer.logs());
  }

  /** The log that waits longest, when it waits too long. */
  static Optional<String> stalled(List<LogState> logs) {
    List<LogState> stalled = logs.stream().filter(ShippingReadiness::isStalled).toList();
    return stalled.stream()
        .max(Comparator.comparing(LogState::waiting))
        .map(
            log ->
                "log %s has %d bytes waiting and nothing was acknowledged for %d s; stalled logs: %d"
                    .formatted(
                        log.name(), log.lagBytes(), log.waiting().toSeconds(), stalled.size()));
  }

  static boolean isStalled(LogState log) {
    return log.waiting().compareTo(LONGEST_STALL) > 0;
  }
}
