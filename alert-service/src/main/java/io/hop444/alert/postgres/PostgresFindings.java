/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.Finding;
import io.hop444.alert.domain.FindingKind;
import io.hop444.alert.domain.Period;
import io.hop444.alert.domain.ServerName;
import io.hop444.alert.domain.SiteScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stores findings and answers questions about them. */
@ApplicationScoped
public class PostgresFindings {

  private Database database;
  private Clock clock;

  PostgresFindings() {}

  @Inject
  PostgresFindings(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private static final String UPSERT =
      """
      insert into findings as known (
        id, version, kind, severity, site, server, first_at, last_at, count, summary, evidence,
        updated_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
      on conflict (id) do update
         set (version, kind, severity, site, server, first_at, last_at, count, summary, evidence,
              updated_at)
           = (excluded.version, excluded.kind, excluded.severity, excluded.site, excluded.server,
              excluded.first_at, excluded.last_at, excluded.count, excluded.summary,
              excluded.evidence, excluded.updated_at)
       where known.version < excluded.version
      """;

  /** Stores those that are newer than what is known. */
  public void record(List<Finding> findings) throws SQLException {
    database.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            for (Finding finding : findings) {
              set(statement, finding);
              statement.addBatch();
            }
            return statement.executeBatch().length;
          }
        });
  }

  private void set(PreparedStatement statement, Finding finding) throws SQLException {
    int column = 0;
    statement.setString(++column, finding.id());
    statement.setLong(++column, finding.version());
    statement.setString(++column, finding.kind().name());
    statement.setString(++column, finding.severity());
    statement.setString(++column, finding.server().site());
    statement.setString(++column, finding.server().server());
    statement.setObject(++column, Columns.time(finding.period().firstAt()));
    statement.setObject(++column, Columns.time(finding.period().lastAt()));
    statement.setLong(++column, finding.period().count());
    statement.setString(++column, finding.summary());
    statement.setString(++column, Json.of(finding.evidence()));
    statement.setObject(++column, Columns.time(clock.instant()));
  }

  /** Which findings; an empty part asks for all. */
  public record Question(
      SiteScope scope,
      Optional<String> site,
      Optional<String> server,
      List<String> kinds,
      Optional<PageKey> before,
      int limit) {}

  private static final String PAGE =
      """
      select *
        from findings
       where (?::text[] is null or site = any (?))
         and (?::text is null or site = ?)
         and (?::text is null or server = ?)
         and (cardinality(?::text[]) = 0 or kind = any (?))
         and (?::timestamptz is null or (first_at, id) < (?, ?))
       order by first_at desc, id desc
       limit ?
      """;

  /** A page of findings, the last to have begun first. */
  public List<Finding> page(Question question) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            int column = 0;
            String site = question.site().orElse(null);
            String server = question.server().orElse(null);
            statement.setArray(++column, Columns.scope(statement, question.scope()));
            statement.setArray(++column, Columns.scope(statement, question.scope()));
            statement.setString(++column, site);
            statement.setString(++column, site);
            statement.setString(++column, server);
            statement.setString(++column, server);
            statement.setArray(++column, Columns.texts(statement, question.kinds()));
            statement.setArray(++column, Columns.texts(statement, question.kinds()));
            column = PostgresIncidentReader.setBefore(statement, column, question.before());
            statement.setInt(++column, question.limit());
            List<Finding> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(read(row));
              }
            }
            return found;
          }
        });
  }

  private static Finding read(ResultSet row) throws SQLException {
    return new Finding(
        row.getString("id"),
        row.getLong("version"),
        FindingKind.valueOf(row.getString("kind")),
        row.getString("severity"),
        new ServerName(row.getString("site"), row.getString("server")),
        new Period(
            Columns.instant(row, "first_at"),
            Columns.instant(row, "last_at"),
            row.getLong("count")),
        row.getString("summary"),
        Json.evidence(row.getString("evidence")));
  }
}
