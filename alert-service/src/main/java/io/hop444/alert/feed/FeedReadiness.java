/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the reader knows where the feed stands, so clients can come. */
@Readiness
@ApplicationScoped
class FeedReadiness implements HealthCheck {

  private final FeedHub hub;

  @Inject
  FeedReadiness(FeedHub hub) {
    this.hub = hub;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("live feed").status(hub.position() >= 0).build();
  }
}
