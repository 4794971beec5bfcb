/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.config.AlertConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes what is older than it has to be kept: months of timeline, feed and audit by detaching and
 * dropping their partitions, the rest by rows. What is still needed stays, however old it is. The
 * plan is the dry run; {@link #apply} does what a plan of the same moment says. Thread-safe, also
 * across replicas.
 */
@ApplicationScoped
public class PostgresRetention {

  private Database database;
  private AlertConfig.Retention settings;
  private Clock clock;

  PostgresRetention() {}

  @Inject
  PostgresRetention(Database database, AlertConfig config, Clock clock) {
    this.database = database;
    this.settings = config.retention();
    this.clock = clock;
  }

  /**
   * Something that is old enough to go.
   *
   * @param what a partition, or a table whose old rows go
   * @param before month (UTC) before which it is old enough
   * @param rows how many it has
   * @param keptBecause why it stays; null when it goes
   */
  public record Item(String what, YearMonth before, long rows, String keptBecause) {}

  /** A table with a partition for each month. */
  private record Monthly(String table, YearMonth before, String blocker, String why) {}

  /** Rows of a table that are old enough to go. */
  private record Rows(String table, String condition) {}

  private static final String PENDING =
      """
      select exists (select from deliveries
                      where finished_at is null
                        and feed_at >= ?::timestamptz and feed_at < ?::timestamptz)
      """;

  private static final String UNRESOLVED =
      """
      select exists (select from incidents
                      where state <> 'RESOLVED'
                        and opened_at < greatest(?::timestamptz, ?::timestamptz))
      """;

  private static final String NOTHING =
      """
      select false where ?::timestamptz is not null and ?::timestamptz is not null
      """;

  /** All conditions take the moment before which rows are old enough. */
  private static final List<Rows> OLD_ROWS =
      List.of(
          new Rows("incidents", "state = 'RESOLVED' and updated_at < ?"),
          new Rows("findings", "updated_at < ?"),
          new Rows("gaps", "not open and updated_at < ?"),
          new Rows("log_progress", "seen_at < ?"),
          new Rows("server_snapshots", "last_taken_at < ?"));

  /** Those of an incident that is not over say who has to hear of its end (ADR 0050). */
  private static final Rows OLD_DELIVERIES =
      new Rows(
          "deliveries",
          "finished_at is not null and feed_at < ? and incident_id not in"
              + " (select id from incidents where state <> 'RESOLVED')");

  private List<Monthly> monthly() {
    return List.of(
        new Monthly(
            "feed", before(settings.feedMonths()), PENDING, "a notification of it is not sent yet"),
        new Monthly(
            "timeline",
            before(settings.incidentMonths()),
            UNRESOLVED,
            "an incident of it is not resolved"),
        new Monthly("audit", before(settings.auditMonths()), NOTHING, ""));
  }

  /** This month and {@code months} whole ones before it stay. */
  private YearMonth before(int months) {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).minusMonths(months);
  }

  private static String start(YearMonth month) {
    return month + "-01T00:00:00Z";
  }

  /** What would go, and what is old but stays. */
  public List<Item> plan() throws SQLException {
    return database.read(
        connection -> {
          List<Item> items = new ArrayList<>();
          for (Monthly monthly : monthly()) {
            for (String partition : old(connection, monthly)) {
              items.add(item(connection, monthly, partition));
            }
          }
          count(connection, OLD_DELIVERIES, before(settings.feedMonths()), items);
          for (Rows rows : OLD_ROWS) {
            count(connection, rows, before(settings.incidentMonths()), items);
          }
          return items;
        });
  }

  private static List<String> old(Connection connection, Monthly monthly) throws SQLException {
    String first = MonthlyPartitions.name(monthly.table(), monthly.before());
    return MonthlyPartitions.attached(connection, monthly.table()).stream()
        .filter(name -> name.matches("[a-z]+_\\d{4}_\\d{2}") && name.compareTo(first) < 0)
        .toList();
  }

  private static Item item(Connection connection, Monthly monthly, String partition)
      throws SQLException {
    YearMonth month = monthOf(monthly, partition);
    boolean needed;
    try (PreparedStatement statement = connection.prepareStatement(monthly.blocker())) {
      statement.setString(1, start(month));
      statement.setString(2, start(month.plusMonths(1)));
      try (ResultSet row = statement.executeQuery()) {
        needed = row.next() && row.getBoolean(1);
      }
    }
    long rows = number(connection, "select count(*) from " + partition);
    return new Item(partition, monthly.before(), rows, needed ? monthly.why() : null);
  }

  private static YearMonth monthOf(Monthly monthly, String partition) {
    return YearMonth.parse(partition.substring(monthly.table().length() + 1).replace('_', '-'));
  }

  private static void count(Connection connection, Rows rows, YearMonth before, List<Item> items)
      throws SQLException {
    String question = "select count(*) from " + rows.table() + " where " + rows.condition();
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setObject(1, Columns.time(java.time.Instant.parse(start(before))));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getLong(1) > 0) {
          items.add(new Item(rows.table(), before, row.getLong(1), null));
        }
      }
    }
  }

  private static long number(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Removes what a plan says; each partition in a transaction of its own, rows in small portions.
   *
   * @return what went, and what is old but stays
   */
  public List<Item> apply() throws SQLException {
    List<Item> done = new ArrayList<>();
    for (Monthly monthly : monthly()) {
      List<String> names = database.read(connection -> old(connection, monthly));
      for (String partition : names) {
        done.add(database.transaction(connection -> drop(connection, monthly, partition)));
      }
    }
    delete(OLD_DELIVERIES, before(settings.feedMonths()), done);
    for (Rows rows : OLD_ROWS) {
      delete(rows, before(settings.incidentMonths()), done);
    }
    return done;
  }

  private static Item drop(Connection connection, Monthly monthly, String partition)
      throws SQLException {
    MonthlyPartitions.lock(connection);
    if (!MonthlyPartitions.attached(connection, monthly.table()).contains(partition)) {
      return new Item(partition, monthly.before(), 0, "another replica removed it");
    }
    Item item = item(connection, monthly, partition);
    if (item.keptBecause() == null) {
      MonthlyPartitions.remove(connection, monthly.table(), monthOf(monthly, partition));
    }
    return item;
  }

  private static final int PORTION = 1_000;

  private void delete(Rows rows, YearMonth before, List<Item> done) throws SQLException {
    String statementText =
        "delete from %s where ctid = any (array(select ctid from %s where %s limit %d))"
            .formatted(rows.table(), rows.table(), rows.condition(), PORTION);
    long deleted = 0;
    int portion;
    do {
      portion =
          database.read(
              connection -> {
                try (PreparedStatement statement = connection.prepareStatement(statementText)) {
                  statement.setObject(1, Columns.time(java.time.Instant.parse(start(before))));
                  return statement.executeUpdate();
                }
              });
      deleted += portion;
    } while (portion == PORTION);
    if (deleted > 0) {
      done.add(new Item(rows.table(), before, deleted, null));
    }
  }
}
