/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.Gap;
import io.hop444.alert.domain.ServerName;
import io.hop444.alert.domain.SiteScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stores gaps and answers questions about them. */
@ApplicationScoped
public class PostgresGaps {

  private Database database;
  private Clock clock;

  PostgresGaps() {}

  @Inject
  PostgresGaps(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private static final String UPSERT =
      """
      insert into gaps as known (
        id, version, site, server, log, reason, open, first_at, last_at, detail, updated_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update
         set (version, site, server, log, reason, open, first_at, last_at, detail, updated_at)
           = (excluded.version, excluded.site, excluded.server, excluded.log, excluded.reason,
              excluded.open, excluded.first_at, excluded.last_at, excluded.detail,
              excluded.updated_at)
       where known.version < excluded.version
      """;

  /** Stores those that are newer than what is known. */
  public void record(List<Gap> gaps) throws SQLException {
    database.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            for (Gap gap : gaps) {
              set(statement, gap);
              statement.addBatch();
            }
            return statement.executeBatch().length;
          }
        });
  }

  private void set(PreparedStatement statement, Gap gap) throws SQLException {
    int column = 0;
    statement.setString(++column, gap.id());
    statement.setLong(++column, gap.version());
    statement.setString(++column, gap.server().site());
    statement.setString(++column, gap.server().server());
    statement.setString(++column, gap.log());
    statement.setString(++column, gap.reason());
    statement.setBoolean(++column, gap.open());
    statement.setObject(++column, Columns.time(gap.firstAt()));
    statement.setObject(++column, Columns.time(gap.lastAt()));
    statement.setString(++column, gap.detail());
    statement.setObject(++column, Columns.time(clock.instant()));
  }

  /** Which gaps; an empty part asks for all. */
  public record Question(
      SiteScope scope,
      Optional<String> site,
      Optional<String> server,
      Optional<String> reason,
      Optional<Boolean> open,
      Optional<PageKey> before,
      int limit) {}

  private static final String PAGE =
      """
      select *
        from gaps
       where (?::text[] is null or site = any (?))
         and (?::text is null or site = ?)
         and (?::text is null or server = ?)
         and (?::text is null or reason = ?)
         and (?::boolean is null or open = ?)
         and (?::timestamptz is null or (first_at, id) < (?, ?))
       order by first_at desc, id desc
       limit ?
      """;

  /** A page of gaps, the last to have begun first. */
  public List<Gap> page(Question question) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            int column = 0;
            statement.setArray(++column, Columns.scope(statement, question.scope()));
            statement.setArray(++column, Columns.scope(statement, question.scope()));
            for (Optional<String> text :
                List.of(question.site(), question.server(), question.reason())) {
              statement.setString(++column, text.orElse(null));
              statement.setString(++column, text.orElse(null));
            }
            statement.setObject(++column, question.open().orElse(null), Types.BOOLEAN);
            statement.setObject(++column, question.open().orElse(null), Types.BOOLEAN);
            column = PostgresIncidentReader.setBefore(statement, column, question.before());
            statement.setInt(++column, question.limit());
            List<Gap> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(read(row));
              }
            }
            return found;
          }
        });
  }

  private static Gap read(ResultSet row) throws SQLException {
    return new Gap(
        row.getString("id"),
        row.getLong("version"),
        new ServerName(row.getString("site"), row.getString("server")),
        row.getString("log"),
        row.getString("reason"),
        row.getBoolean("open"),
        Columns.instant(row, "first_at"),
        Columns.instant(row, "last_at"),
        row.getString("detail"));
  }
}
