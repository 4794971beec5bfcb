/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.notice.NoticeKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was told to whom, and what they answered. */
@ApplicationScoped
public class PostgresDeliveryLog {

  private Database database;
  private PostgresOutbox outbox;
  private Clock clock;

  PostgresDeliveryLog() {}

  @Inject
  PostgresDeliveryLog(Database database, PostgresOutbox outbox, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * One delivery.
   *
   * @param subject an incident's id, or {@code finding:…} and the like
   * @param nextAttemptAt null when it is finished
   * @param lastStatus the receiver's HTTP status; null when it took it or did not answer
   */
  public record Entry(
      long id,
      String target,
      String subject,
      String type,
      NoticeKind kind,
      String webhookId,
      String state,
      int attempts,
      Instant createdAt,
      Instant nextAttemptAt,
      Instant finishedAt,
      String lastReason,
      Integer lastStatus,
      String lastAnswer) {}

  /** An attempt that failed. */
  public record Failed(int attempt, Instant at, String reason, Integer status, String answer) {}

  /** One delivery with its text and its failed attempts. */
  public record Told(Entry entry, String body, List<Failed> failed) {}

  /** Which deliveries; an empty part asks for all. */
  public record Question(
      Optional<String> target,
      Optional<String> subject,
      List<String> states,
      Optional<Long> before,
      int limit) {}

  private static final String PAGE =
      """
      select *
        from deliveries
       where (?::text is null or target = ?)
         and (?::text is null or incident_id = ?)
         and (cardinality(?::text[]) = 0 or state = any (?))
         and (?::bigint is null or id < ?)
       order by id desc
       limit ?
      """;

  /** A page of deliveries, the newest first. */
  public List<Entry> page(Question question) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            int column = 0;
            statement.setString(++column, question.target().orElse(null));
            statement.setString(++column, question.target().orElse(null));
            statement.setString(++column, question.subject().orElse(null));
            statement.setString(++column, question.subject().orElse(null));
            statement.setArray(++column, Columns.texts(statement, question.states()));
            statement.setArray(++column, Columns.texts(statement, question.states()));
            statement.setObject(++column, question.before().orElse(null), java.sql.Types.BIGINT);
            statement.setObject(++column, question.before().orElse(null), java.sql.Types.BIGINT);
            statement.setInt(++column, question.limit());
            List<Entry> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(entry(row));
              }
            }
            return found;
          }
        });
  }

  private static Entry entry(ResultSet row) throws SQLException {
    boolean pending = "PENDING".equals(row.getString("state"));
    return new Entry(
        row.getLong("id"),
        row.getString("target"),
        row.getString("incident_id"),
        row.getString("type"),
        NoticeKind.valueOf(row.getString("kind")),
        row.getString("webhook_id"),
        row.getString("state"),
        row.getInt("attempts"),
        Columns.instant(row, "created_at"),
        pending ? Columns.instant(row, "next_attempt_at") : null,
        Columns.instant(row, "finished_at"),
        row.getString("last_reason"),
        row.getObject("last_status", Integer.class),
        row.getString("last_answer"));
  }

  private static final String ONE =
      """
      select d.*, coalesce(d.body, f.body) as text
        from deliveries d
        left join feed f on f.cursor = d.feed_cursor and f.at = d.feed_at
       where d.id = ?
      """;

  private static final String FAILED =
      """
      select * from (
        select * from delivery_attempts where delivery_id = ? order by attempt desc limit 500) newest
       order by attempt
      """;

  /** One delivery. */
  public Optional<Told> find(long id) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ONE)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(new Told(entry(row), row.getString("text"), failed(connection, id)))
                  : Optional.empty();
            }
          }
        });
  }

  private static List<Failed> failed(Connection connection, long id) throws SQLException {
    List<Failed> failed = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(FAILED)) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          failed.add(
              new Failed(
                  row.getInt("attempt"),
                  Columns.instant(row, "at"),
                  row.getString("reason"),
                  row.getObject("status", Integer.class),
                  row.getString("answer")));
        }
      }
    }
    return failed;
  }

  private static final String REPLAY =
      """
      update deliveries
         set state = 'PENDING', finished_at = null, leased_until = null, next_attempt_at = ?,
             created_at = ?
       where id = ? and (leased_until is null or leased_until < ?)
      """;

  /**
   * Sends a delivery again, now, with the id it had: a receiver that has it already takes it once.
   *
   * @return whether there is such a delivery, which is not being sent at the moment
   */
  public boolean replay(long id) throws SQLException {
    Instant now = clock.instant();
    boolean found =
        database.read(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(REPLAY)) {
                statement.setObject(1, Columns.time(now));
                statement.setObject(2, Columns.time(now));
                statement.setLong(3, id);
                statement.setObject(4, Columns.time(now));
                return statement.executeUpdate() > 0;
              }
            });
    if (found) {
      outbox.wake();
    }
    return found;
  }
}
