/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the stream runs: its state is restored and its partitions are assigned. */
@Readiness
@ApplicationScoped
public class StreamReadiness implements HealthCheck {

  private final CorrelatorApplication application;

  StreamReadiness(CorrelatorApplication application) {
    this.application = application;
  }

  static boolean isReady(KafkaStreams.State state) {
    return state == KafkaStreams.State.RUNNING;
  }

  @Override
  public HealthCheckResponse call() {
    KafkaStreams.State state = application.state();
    return HealthCheckResponse.named("stream")
        .status(isReady(state))
        .withData("state", state == null ? "WAITING_FOR_KAFKA" : state.name())
        .build();
  }
}
