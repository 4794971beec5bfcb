/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/**
 * Keeps partitions ahead, and raises the alarm where one is missing: the metric {@code
 * alert.partitions.missing} and {@code /q/health/well}, two months before rows would be refused.
 */
@Startup // A metric that is not there cannot raise an alarm.
@Wellness
@ApplicationScoped
class PartitionWatch implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(PartitionWatch.class);

  private final Database database;
  private final MonthlyPartitions partitions;
  private final Clock clock;
  private volatile List<String> missing = List.of();

  @Inject
  PartitionWatch(
      Database database, MonthlyPartitions partitions, Clock clock, MeterRegistry metrics) {
    this.database = database;
    this.partitions = partitions;
    this.clock = clock;
    metrics.gauge("alert.partitions.missing", this, watch -> watch.missing.size());
  }

  @Scheduled(every = "10m", delayed = "10m")
  void keepAhead() {
    if (!database.isMigrated()) {
      return;
    }
    try {
      partitions.ensure(month());
      look();
    } catch (SQLException e) {
      LOG.warnf(
          "Partitions could not be made ahead; next try in 10 minutes. reason=%s", e.getMessage());
    }
  }

  private void look() throws SQLException {
    missing = partitions.missing(month());
    if (!missing.isEmpty()) {
      LOG.errorf(
          "Partitions are missing; rows of their months will be refused. Attach or rename what has"
              + " their names (docs/operations.md). missing=%s",
          String.join(",", missing));
    }
  }

  @Override
  public HealthCheckResponse call() {
    try {
      if (database.isMigrated()) {
        look();
      }
    } catch (SQLException e) {
      // Whether the database is there is another check's answer; this one keeps what it knew.
      LOG.debugf("Partitions could not be counted. reason=%s", e.getMessage());
    }
    return HealthCheckResponse.named("partitions")
        .withData("missing", String.join(",", missing))
        .status(missing.isEmpty())
        .build();
  }

  private YearMonth month() {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
  }
}
