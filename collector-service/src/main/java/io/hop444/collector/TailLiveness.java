/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while rounds of reading end. */
@Liveness
@ApplicationScoped
class TailLiveness implements HealthCheck {

  /** Listing a huge share may take long; a round that takes longer than this is stuck. */
  private static final long LONGEST_ROUND_MILLIS = 300_000;

  private final CollectorApplication collector;

  TailLiveness(CollectorApplication collector) {
    this.collector = collector;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("tail")
        .status(collector.sinceLastRound() < LONGEST_ROUND_MILLIS)
        .build();
  }
}
