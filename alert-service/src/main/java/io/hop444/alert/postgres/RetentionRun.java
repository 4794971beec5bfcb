/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.config.AlertConfig;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Removes old data once a day, or only says what would go. */
@ApplicationScoped
class RetentionRun {

  private static final Logger LOG = Logger.getLogger(RetentionRun.class);

  private final Database database;
  private final PostgresRetention retention;
  private final boolean remove;

  @Inject
  RetentionRun(Database database, PostgresRetention retention, AlertConfig config) {
    this.database = database;
    this.retention = retention;
    this.remove = config.retention().remove();
  }

  @Scheduled(every = "24h", delayed = "15m")
  void run() {
    if (!database.isMigrated()) {
      return;
    }
    try {
      for (PostgresRetention.Item item : remove ? retention.apply() : retention.plan()) {
        LOG.infof(
            "Old data. what=%s rows=%d before=%s removed=%s keptBecause=%s",
            item.what(),
            item.rows(),
            item.before(),
            remove && item.keptBecause() == null,
            item.keptBecause() == null && !remove
                ? "alert.retention.remove is false"
                : item.keptBecause());
      }
    } catch (SQLException e) {
      LOG.warnf("Old data could not be removed; next try in a day. reason=%s", e.getMessage());
    }
  }
}
