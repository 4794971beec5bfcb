/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The audit. Rows are only added: triggers refuse everything else (ADR 0018). Thread-safe, also
 * across replicas.
 */
@ApplicationScoped
public class PostgresAudit {

  private Database database;
  private Clock clock;

  PostgresAudit() {}

  @Inject
  PostgresAudit(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A call and who made it.
   *
   * @param id of this call and no other
   * @param action method and path as the API describes it
   * @param subject path as it was asked, without its query
   */
  public record Call(String id, String actor, String role, String action, String subject) {}

  private static final String INSERT =
      """
      insert into audit (at, call_id, step, actor, role, action, subject, status, detail)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** A change is asked for; nothing of it is done yet. */
  public void asked(Call call) throws SQLException {
    write(call, "ASKED", null, "");
  }

  /** What came of the change. */
  public void answered(Call call, int status, String detail) throws SQLException {
    write(call, "ANSWERED", status, detail);
  }

  /** Raw text of evidence is about to be shown. */
  public void revealed(Call call) throws SQLException {
    write(call, "REVEALED", null, "");
  }

  private void write(Call call, String step, Integer status, String detail) throws SQLException {
    database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, Columns.time(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            statement.setString(2, call.id());
            statement.setString(3, step);
            statement.setString(4, call.actor());
            statement.setString(5, call.role());
            statement.setString(6, call.action());
            statement.setString(7, call.subject());
            statement.setObject(8, status, Types.INTEGER);
            statement.setString(9, detail);
            return statement.executeUpdate();
          }
        });
  }

  /**
   * One call as the audit knows it.
   *
   * @param revealed whether it showed raw text of evidence; otherwise it asked for a change
   * @param status HTTP status of the answer; null when none was given, or text was only read
   */
  public record Entry(
      long id,
      Instant at,
      String actor,
      String role,
      String action,
      String subject,
      boolean revealed,
      Integer status,
      String detail) {}

  /** Which calls; an empty part asks for all. */
  public record Question(
      Optional<String> actor,
      Optional<String> subject,
      Optional<Boolean> revealed,
      Optional<PageKey> before,
      int limit) {}

  private static final String PAGE =
      """
      select a.id, a.at, a.actor, a.role, a.action, a.subject, a.step = 'REVEALED' as revealed,
             done.status, coalesce(done.detail, '') as detail
        from audit a
        left join audit done on done.call_id = a.call_id and done.step = 'ANSWERED'
       where a.step <> 'ANSWERED'
         and (?::text is null or a.actor = ?)
         and (?::text is null or a.subject = ?)
         and (?::boolean is null or (a.step = 'REVEALED') = ?)
         and (?::timestamptz is null or (a.at, a.id) < (?, ?))
       order by a.at desc, a.id desc
       limit ?
      """;

  /** A page of calls, the last one first. */
  public List<Entry> page(Question question) throws SQLException {
    return database.read(connection -> page(connection, question));
  }

  private static List<Entry> page(Connection connection, Question question) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
      int column = 0;
      for (Optional<String> text : List.of(question.actor(), question.subject())) {
        statement.setString(++column, text.orElse(null));
        statement.setString(++column, text.orElse(null));
      }
      statement.setObject(++column, question.revealed().orElse(null), Types.BOOLEAN);
      statement.setObject(++column, question.revealed().orElse(null), Types.BOOLEAN);
      Object at = question.before().map(key -> Columns.time(key.at())).orElse(null);
      statement.setObject(++column, at, Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setObject(++column, at, Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setObject(
          ++column,
          question.before().map(key -> Long.valueOf(key.id())).orElse(null),
          Types.BIGINT);
      statement.setInt(++column, question.limit());
      List<Entry> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Entry(
                  row.getLong("id"),
                  Columns.instant(row, "at"),
                  row.getString("actor"),
                  row.getString("role"),
                  row.getString("action"),
                  row.getString("subject"),
                  row.getBoolean("revealed"),
                  row.getObject("status", Integer.class),
                  row.getString("detail")));
        }
      }
      return found;
    }
  }
}
