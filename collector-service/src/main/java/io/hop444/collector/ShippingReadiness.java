/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when Kafka takes what is shipped. */
@Readiness
@ApplicationScoped
class ShippingReadiness implements HealthCheck {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final CollectorApplication collector;

  ShippingReadiness(CollectorApplication collector) {
    this.collector = collector;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("shipping")
        .status(collector.shipper() != null && collector.shipper().isShipping(LONGEST_WAIT))
        .build();
  }
}
