/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.alert.config.AlertConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.ValidateOutput;

/** Compares the tables with the migrations of this version; changes none. */
final class MigrationCheck {

  private static final String KEY = "alert.migrate-at-start";

  private final ServiceSettings settings;
  private final AlertConfig alert;

  MigrationCheck(ServiceSettings settings, AlertConfig alert) {
    this.settings = settings;
    this.alert = alert;
  }

  /** Whether there are no tables yet. */
  boolean check(Connection connection, String url, Properties properties) throws SQLException {
    boolean empty = isEmpty(connection);
    Map<String, String> further = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> further.put(name, properties.getProperty(name)));
    Flyway flyway =
        Flyway.configure(AlertConfig.class.getClassLoader())
            .dataSource(url, properties.getProperty("user"), properties.getProperty("password"))
            .jdbcProperties(further)
            .locations("classpath:db/migration")
            .ignoreMigrationPatterns("*:pending", "*:future")
            .load();
    try {
      if (!empty) {
        newer(flyway);
        changed(flyway);
      }
      pending(empty ? List.of() : List.of(flyway.info().pending()), empty);
    } catch (FlywayException e) {
      settings.error(
          DatabaseCheck.URL,
          "the migrations cannot be compared: " + String.valueOf(e.getMessage()).strip(),
          "Let the role read flyway_schema_history.");
    }
    return empty;
  }

  private void newer(Flyway flyway) {
    List<String> newer = new ArrayList<>();
    for (MigrationInfo one : flyway.info().all()) {
      if (one.getState() == MigrationState.FUTURE_SUCCESS
          || one.getState() == MigrationState.FUTURE_FAILED) {
        newer.add(String.valueOf(one.getVersion()));
      }
    }
    if (!newer.isEmpty()) {
      settings.error(
          DatabaseCheck.URL,
          "the tables are of a newer version than this one: migration "
              + String.join(", ", newer)
              + ".",
          "Install the newer version, or go back with the copy made before the upgrade"
              + " (docs/operations.md, The database).");
    }
  }

  private void changed(Flyway flyway) {
    for (ValidateOutput wrong : flyway.validateWithResult().invalidMigrations) {
      settings.error(
          DatabaseCheck.URL,
          "migration "
              + wrong.version
              + " is not the one of this version: "
              + wrong.errorDetails.errorCode
              + ".",
          "Somebody changed flyway_schema_history or built from other sources: install a released"
              + " version, or restore the database.");
    }
  }

  private void pending(List<MigrationInfo> pending, boolean empty) {
    if (pending.isEmpty() && !empty) {
      settings.ok(KEY, "the tables are those of this version.");
    } else if (alert.migrateAtStart() || alert.migrateOnly()) {
      settings.ok(
          KEY,
          (empty ? "there are no tables yet" : pending.size() + " migrations are missing")
              + "; the service makes them when it starts.");
    } else {
      settings.error(
          KEY,
          (empty ? "there are no tables" : pending.size() + " migrations are missing")
              + ", and the service may not make them: it would wait.",
          "Run this version once with alert.migrate-only=true as the owner of the tables.");
    }
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select to_regclass('flyway_schema_history') is null")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
