/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far behind the topics this replica is, as metrics. */
@ApplicationScoped
class FreshnessMetrics {

  private final Freshness freshness;
  private final MeterRegistry registry;

  /** By topic; NaN where it is not known. */
  private final Map<String, Double> lags = new ConcurrentHashMap<>();

  @Inject
  FreshnessMetrics(Freshness freshness, Clock clock, MeterRegistry registry) {
    this.freshness = freshness;
    this.registry = registry;
    Gauge.builder(
            "alert.stale.seconds",
            freshness,
            f ->
                f.staleSince()
                    .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
                    .orElse(0.0))
        .description("Since when what is shown may be older than the truth; 0 when it is not")
        .register(registry);
  }

  /** Asks the consumers, which takes too long for a scrape. */
  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void read() {
    for (Freshness.Consumed topic : freshness.ofEveryTopic()) {
      double lag = topic.lag() == null ? Double.NaN : topic.lag();
      if (lags.put(topic.topic(), lag) == null) {
        Gauge.builder("alert.kafka.lag.records", lags, known -> known.get(topic.topic()))
            .description("Records of a topic that this replica has not fetched; NaN when not known")
            .tag("topic", topic.topic())
            .register(registry);
      }
    }
  }
}
