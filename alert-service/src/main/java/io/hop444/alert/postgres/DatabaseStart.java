/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.config.AlertConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/** Makes tables and partitions at start, waiting for a database that is away. */
@ApplicationScoped
class DatabaseStart {

  private static final Logger LOG = Logger.getLogger(DatabaseStart.class);
  private static final long RETRY_SECONDS = 2;

  private final Database database;
  private final Flyway flyway;
  private final MonthlyPartitions partitions;
  private final PostgresTargets targets;
  private final Clock clock;
  private final String url;
  private final boolean migrateOnly;
  private final boolean migrateAtStart;
  private final Optional<String> runTimeRole;
  private Thread thread;

  @Inject
  DatabaseStart(
      Database database,
      Flyway flyway,
      MonthlyPartitions partitions,
      PostgresTargets targets,
      Clock clock,
      AlertConfig config,
      @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url) {
    this.database = database;
    this.flyway = flyway;
    this.partitions = partitions;
    this.targets = targets;
    this.clock = clock;
    this.url = withoutParameters(url);
    this.migrateOnly = config.migrateOnly();
    this.migrateAtStart = config.migrateAtStart();
    this.runTimeRole = config.runTimeRole();
  }

  void start(@Observes StartupEvent event) {
    thread = new Thread(this::migrateUntilDone, "database-start");
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void migrateUntilDone() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        int applied = migrateAtStart || migrateOnly ? migrate() : awaitMigrated();
        partitions.ensure(month());
        LOG.infof("Database is ready. url=%s migrationsApplied=%d", url, applied);
        if (migrateOnly) {
          Quarkus.asyncExit(0);
          return;
        }
        database.beforeServing(targets::register);
        database.markMigrated();
        return;
      } catch (FlywayException | SQLException e) {
        LOG.warnf(
            "Database is not ready; waiting for it. url=%s retryInSeconds=%d reason=%s",
            url, RETRY_SECONDS, firstLine(e));
      }
      try {
        Thread.sleep(RETRY_SECONDS * 1_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private int migrate() throws SQLException {
    int applied = flyway.migrate().migrationsExecuted;
    if (runTimeRole.isPresent()) {
      database.grantTo(runTimeRole.get());
    }
    return applied;
  }

  /** Somebody else makes the tables. */
  private int awaitMigrated() throws SQLException {
    int missing = flyway.info().pending().length;
    if (missing > 0) {
      throw new SQLException(
          missing
              + " migrations are missing and alert.migrate-at-start is false; run this version once"
              + " with alert.migrate-only=true as the owner of the tables");
    }
    return 0;
  }

  private YearMonth month() {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
  }

  /** Parameters of a URL may hold a password. */
  private static String withoutParameters(String url) {
    int start = url.indexOf('?');
    return start < 0 ? url : url.substring(0, start);
  }

  private static String firstLine(Exception failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
