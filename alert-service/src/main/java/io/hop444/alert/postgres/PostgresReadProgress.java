/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.LogProgress;
import io.hop444.alert.domain.ServerName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far each log is read: the last word of its collector. */
@ApplicationScoped
public class PostgresReadProgress {

  /** In one order: replicas that write the same logs must not wait for each other. */
  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::site).thenComparing(Key::server).thenComparing(Key::log);

  private Database database;
  private PostgresWatched watched;
  private Clock clock;

  PostgresReadProgress() {}

  @Inject
  PostgresReadProgress(Database database, PostgresWatched watched, Clock clock) {
    this.database = database;
    this.watched = watched;
    this.clock = clock;
  }

  private record Key(String site, String server, String log) {}

  /** A log and when its collector last spoke of it, by this service's clock. */
  public record Known(LogProgress progress, Instant seenAt) {}

  private static final String UPSERT =
      """
      insert into log_progress as known (
        site, server, log, kind, collector, file, read_offset, size, lag_bytes, read_up_to, said_at,
        seen_at, clock_skew_ms)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (site, server, log) do update
         set (kind, collector, file, read_offset, size, lag_bytes, read_up_to, said_at, seen_at,
              clock_skew_ms)
           = (excluded.kind, excluded.collector, excluded.file, excluded.read_offset, excluded.size,
              excluded.lag_bytes, excluded.read_up_to, excluded.said_at, excluded.seen_at,
              excluded.clock_skew_ms)
      """;

  /**
   * The last word of each log wins: those of a server come in their order. Each is a sign of life
   * of its collector.
   */
  public void record(List<LogProgress> said) throws SQLException {
    Map<Key, LogProgress> last = new HashMap<>();
    SortedMap<String, String> siteOfCollector = new TreeMap<>();
    for (LogProgress one : said) {
      siteOfCollector.put(one.collector(), one.server().site());
      last.put(new Key(one.server().site(), one.server().server(), one.log()), one);
    }
    Instant now = clock.instant();
    database.transaction(
        connection -> {
          watched.seen(connection, siteOfCollector, now);
          try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            for (Key key : last.keySet().stream().sorted(ORDER).toList()) {
              set(statement, last.get(key), now);
              statement.addBatch();
            }
            return statement.executeBatch().length;
          }
        });
  }

  private static void set(PreparedStatement statement, LogProgress one, Instant now)
      throws SQLException {
    int column = 0;
    statement.setString(++column, one.server().site());
    statement.setString(++column, one.server().server());
    statement.setString(++column, one.log());
    statement.setString(++column, one.kind());
    statement.setString(++column, one.collector());
    statement.setString(++column, one.file());
    statement.setLong(++column, one.offset());
    statement.setLong(++column, one.size());
    statement.setLong(++column, one.lagBytes());
    statement.setObject(++column, Columns.time(one.readUpTo()), Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setObject(++column, Columns.time(one.saidAt()));
    statement.setObject(++column, Columns.time(now));
    statement.setObject(
        ++column, one.clockSkew() == null ? null : one.clockSkew().toMillis(), Types.BIGINT);
  }

  private static final String OF_SERVER =
      """
      select *
        from log_progress
       where site = ? and server = ?
       order by log
      """;

  /** The logs of a server, by name. */
  public List<Known> of(ServerName server) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(OF_SERVER)) {
            statement.setString(1, server.site());
            statement.setString(2, server.server());
            List<Known> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(read(row, server));
              }
            }
            return found;
          }
        });
  }

  private static Known read(ResultSet row, ServerName server) throws SQLException {
    long skew = row.getLong("clock_skew_ms");
    Duration clockSkew = row.wasNull() ? null : Duration.ofMillis(skew);
    return new Known(
        new LogProgress(
            server,
            row.getString("collector"),
            row.getString("log"),
            row.getString("kind"),
            row.getString("file"),
            row.getLong("read_offset"),
            row.getLong("size"),
            row.getLong("lag_bytes"),
            Columns.instant(row, "read_up_to"),
            Columns.instant(row, "said_at"),
            clockSkew),
        Columns.instant(row, "seen_at"));
  }
}
