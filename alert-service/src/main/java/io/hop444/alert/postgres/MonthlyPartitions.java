/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Partitions of timeline, feed and audit, one for each month in UTC: the month before (a replica's
 * clock may be behind), this one and the two after it. Replicas may do so at the same time.
 */
@ApplicationScoped
class MonthlyPartitions {

  private static final String AUDIT = "audit";
  private static final List<String> TABLES = List.of("timeline", "feed", AUDIT);
  private static final int MONTHS_AHEAD = 2;

  private DataSource dataSource;

  MonthlyPartitions() {}

  @Inject
  MonthlyPartitions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  void ensure(YearMonth now) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        lock(connection);
        for (String table : TABLES) {
          for (int offset = -1; offset <= MONTHS_AHEAD; offset++) {
            create(connection, table, now.plusMonths(offset));
          }
        }
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private static final String LOCK =
      """
      select set_config('lock_timeout', '5s', true), pg_advisory_xact_lock(?)
      """;

  private static void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setLong(1, AdvisoryLock.PARTITIONS.key());
      statement.execute();
    }
  }

  private static final String EXISTS =
      """
      select to_regclass(?) is not null
      """;

  /** Names and bounds are made of this class's constants and of a month: no input. */
  private static void create(Connection connection, String table, YearMonth month)
      throws SQLException {
    String name =
        String.format(Locale.ROOT, "%s_%04d_%02d", table, month.getYear(), month.getMonthValue());
    try (PreparedStatement exists = connection.prepareStatement(EXISTS)) {
      exists.setString(1, name);
      try (ResultSet row = exists.executeQuery()) {
        row.next();
        if (row.getBoolean(1)) {
          return;
        }
      }
    }
    try (Statement create = connection.createStatement()) {
      create.execute(
          String.format(
              Locale.ROOT,
              "create table %s partition of %s"
                  + " for values from ('%s-01 00:00:00+00') to ('%s-01 00:00:00+00')",
              name,
              table,
              month,
              month.plusMonths(1)));
      if (table.equals(AUDIT)) {
        // Triggers of rows are those of the parent; one of the whole table is each partition's own.
        create.execute(
            "create trigger tr_audit_table before truncate on "
                + name
                + " for each statement execute function refuse_change_of_audit()");
      }
    }
  }
}
