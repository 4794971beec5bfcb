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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Partitions of timeline, feed and audit, one for each month in UTC: the month before (a replica's
 * clock may be behind), this one and the two after it. Replicas may do so at the same time. There
 * is no default partition: rows of a month without one are refused, so a missing one is an alarm
 * (ADR 0017).
 */
@ApplicationScoped
class MonthlyPartitions {

  private static final String AUDIT = "audit";
  private static final List<String> TABLES = List.of("timeline", "feed", AUDIT);
  private static final int MONTHS_BEHIND = 1;
  private static final int MONTHS_AHEAD = 2;

  private DataSource dataSource;

  MonthlyPartitions() {}

  @Inject
  MonthlyPartitions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  static String name(String table, YearMonth month) {
    return String.format(
        Locale.ROOT, "%s_%04d_%02d", table, month.getYear(), month.getMonthValue());
  }

  /** Makes those that are not there. */
  void ensure(YearMonth now) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        lock(connection);
        for (String table : TABLES) {
          for (int offset = -MONTHS_BEHIND; offset <= MONTHS_AHEAD; offset++) {
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

  /** Held until the transaction ends: nobody else makes or removes partitions meanwhile. */
  static void lock(Connection connection) throws SQLException {
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
    String name = name(table, month);
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

  private static final String ATTACHED =
      """
      select c.relname
        from pg_inherits i
        join pg_class c on c.oid = i.inhrelid
       where i.inhparent = to_regclass(?)
       order by c.relname
      """;

  static List<String> attached(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ATTACHED)) {
      statement.setString(1, table);
      List<String> names = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      return names;
    }
  }

  /** Partitions of this month and of those ahead that rows would not find; none is well. */
  List<String> missing(YearMonth now) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      List<String> missing = new ArrayList<>();
      for (String table : TABLES) {
        Set<String> there = new HashSet<>(attached(connection, table));
        for (int offset = 0; offset <= MONTHS_AHEAD; offset++) {
          String name = name(table, now.plusMonths(offset));
          if (!there.contains(name)) {
            missing.add(name);
          }
        }
      }
      return missing;
    }
  }
}
