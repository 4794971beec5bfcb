/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  private static final List<String> TABLES = List.of("timeline", "feed", "audit");
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

  private static final String CREATE =
      """
      select make_month(?, ?)
      """;

  private static void create(Connection connection, String table, YearMonth month)
      throws SQLException {
    month(connection, CREATE, table, month);
  }

  private static final String REMOVE =
      """
      select remove_month(?, ?)
      """;

  /** Removes a month that is over; of the feed, its floor is raised. */
  static void remove(Connection connection, String table, YearMonth month) throws SQLException {
    month(connection, REMOVE, table, month);
  }

  private static void month(Connection connection, String sql, String table, YearMonth month)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      statement.setObject(2, month.atDay(1));
      statement.execute();
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
