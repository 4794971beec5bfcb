/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import io.hop444.alert.postgres.Database;
import io.hop444.alert.postgres.PostgresReminding;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Looks every second for what is due while nothing happens. */
@ApplicationScoped
class Reminding {

  private static final Logger LOG = Logger.getLogger(Reminding.class);

  private final Database database;
  private final PostgresReminding reminding;

  @Inject
  Reminding(Database database, PostgresReminding reminding) {
    this.database = database;
    this.reminding = reminding;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void remind() {
    if (!database.isMigrated()) {
      return;
    }
    try {
      reminding.remind();
    } catch (SQLException e) {
      LOG.warnf("Reminders wait for the database. reason=%s", e.getMessage());
    }
  }
}
