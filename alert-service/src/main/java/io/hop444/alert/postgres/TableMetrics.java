/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.ToDoubleFunction;

/**
 * What the tables say, as metrics: the same from each replica, so an alert takes the greatest. NaN
 * while the database does not answer, for an old number would look healthy.
 */
@ApplicationScoped
class TableMetrics {

  private final Database database;
  private volatile Figures figures = Figures.UNKNOWN;

  @Inject
  TableMetrics(Database database, MeterRegistry registry) {
    this.database = database;
    gauge(registry, "alert.incidents.open", "Incidents that are not resolved", Figures::open);
    gauge(
        registry,
        "alert.deliveries.waiting",
        "Notifications that are not delivered yet",
        Figures::waiting);
    gauge(
        registry,
        "alert.deliveries.waiting.age.seconds",
        "Age of the oldest notification that is not delivered yet; 0 when none waits",
        Figures::oldest);
    gauge(
        registry,
        "alert.watched.quiet",
        "Collectors and correlators that give no signs of life",
        Figures::quiet);
  }

  private record Figures(double open, double waiting, double oldest, double quiet) {
    private static final Figures UNKNOWN =
        new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Figures> figure) {
    Gauge.builder(name, this, metrics -> figure.applyAsDouble(metrics.figures))
        .description(description)
        .register(registry);
  }

  private static final String FIGURES =
      """
      select (select count(*) from incidents where state <> 'RESOLVED') as open,
             count(*) as waiting,
             coalesce(extract(epoch from now() - min(created_at)), 0) as oldest,
             (select count(*) from watched where quiet_since is not null) as quiet
        from deliveries
       where state = 'PENDING'
      """;

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void read() {
    try {
      figures =
          database.read(
              connection -> {
                try (PreparedStatement statement = connection.prepareStatement(FIGURES);
                    ResultSet row = statement.executeQuery()) {
                  row.next();
                  return new Figures(
                      row.getDouble("open"),
                      row.getDouble("waiting"),
                      Math.max(0, row.getDouble("oldest")),
                      row.getDouble("quiet"));
                }
              });
    } catch (SQLException e) {
      figures = Figures.UNKNOWN; // Others tell that the database is away.
    }
  }
}
