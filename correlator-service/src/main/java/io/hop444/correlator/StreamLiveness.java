/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive unless the stream has given up; rebalancing and waiting for Kafka are alive. */
@Liveness
@ApplicationScoped
public class StreamLiveness implements HealthCheck {

  private final CorrelatorApplication application;

  StreamLiveness(CorrelatorApplication application) {
    this.application = application;
  }

  /** Also of one that waits for Kafka, whose state is null. */
  static boolean isAlive(KafkaStreams.State state) {
    return state != KafkaStreams.State.ERROR;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("stream").status(isAlive(application.state())).build();
  }
}
