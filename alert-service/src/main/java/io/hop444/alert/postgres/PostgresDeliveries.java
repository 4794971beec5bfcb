/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.notice.NoticeKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The outbox from the side of those who send. Thread-safe, also across replicas. */
@ApplicationScoped
public class PostgresDeliveries {

  private Database database;
  private Clock clock;

  PostgresDeliveries() {}

  @Inject
  PostgresDeliveries(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A delivery that is this worker's until its lease ends.
   *
   * @param subject what it is about: an incident's id, or {@code finding:…} and the like
   * @param attempts the one about to be made included
   */
  public record Claimed(
      long id,
      String webhookId,
      NoticeKind kind,
      String subject,
      String body,
      int attempts,
      Instant createdAt) {}

  /** Waits until the tables are there. */
  public void awaitTables() throws InterruptedException {
    database.awaitMigrated();
  }

  /**
   * The oldest unfinished one of each incident only: order per incident is kept. Asked for each due
   * row by itself, which an index answers: as a join all pending rows were read for every claim.
   */
  private static final String CLAIM =
      """
      with due as (
        select d.id
          from deliveries d
          join webhook_targets t on t.name = d.target and t.disabled_at is null
         where d.state = 'PENDING'
           and d.target = ?
           and d.next_attempt_at <= ?
           and (d.leased_until is null or d.leased_until <= ?)
           and d.feed_cursor = (
             select min(oldest.feed_cursor)
               from deliveries oldest
              where oldest.state = 'PENDING'
                and oldest.target = d.target
                and oldest.incident_id = d.incident_id)
         order by d.next_attempt_at
         limit ?
           for update of d skip locked
      ), claimed as (
        update deliveries d
           set leased_until = ?, attempts = attempts + 1
          from due
         where d.id = due.id
        returning d.id, d.webhook_id, d.kind, d.incident_id, d.attempts, d.created_at, d.feed_cursor,
                  d.feed_at, d.body as own_body
      )
      select claimed.*, coalesce(claimed.own_body, f.body) as body
        from claimed
        left join feed f on f.cursor = claimed.feed_cursor and f.at = claimed.feed_at
       order by claimed.feed_cursor
      """;

  /** At most {@code limit} deliveries that are due, each for {@code lease}. */
  public List<Claimed> claim(String target, int limit, Duration lease) throws SQLException {
    Instant now = clock.instant();
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, target);
            statement.setObject(2, Columns.time(now));
            statement.setObject(3, Columns.time(now));
            statement.setInt(4, limit);
            statement.setObject(5, Columns.time(now.plus(lease)));
            return claimed(statement);
          }
        });
  }

  private static List<Claimed> claimed(PreparedStatement statement) throws SQLException {
    List<Claimed> claimed = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        claimed.add(
            new Claimed(
                row.getLong("id"),
                row.getString("webhook_id"),
                NoticeKind.valueOf(row.getString("kind")),
                row.getString("incident_id"),
                row.getString("body"),
                row.getInt("attempts"),
                Columns.instant(row, "created_at")));
      }
    }
    return claimed;
  }

  private static final String FINISH =
      """
      update deliveries
         set state = ?, last_reason = ?, last_status = ?, last_answer = ?, finished_at = ?,
             leased_until = null
       where id = ? and state = 'PENDING'
      """;

  /** The receiver has it. */
  public void delivered(long id, Attempt attempt) throws SQLException {
    database.read(connection -> finish(connection, id, "DELIVERED", attempt));
  }

  /** It is not tried any more. */
  public void givenUp(Claimed delivery, Attempt attempt) throws SQLException {
    database.transaction(
        connection -> {
          note(connection, delivery, attempt);
          return finish(connection, delivery.id(), "GIVEN_UP", attempt);
        });
  }

  private int finish(Connection connection, long id, String state, Attempt attempt)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
      statement.setString(1, state);
      statement.setString(2, attempt.outcome().reason().name());
      setStatus(statement, 3, attempt);
      statement.setString(4, attempt.answer());
      statement.setObject(5, Columns.time(clock.instant()));
      statement.setLong(6, id);
      return statement.executeUpdate();
    }
  }

  private static final String RETRY =
      """
      update deliveries
         set last_reason = ?, last_status = ?, last_answer = ?, next_attempt_at = ?,
             leased_until = null
       where id = ? and state = 'PENDING'
      """;

  /** It is tried again at {@code next}. */
  public void retry(Claimed delivery, Attempt attempt, Instant next) throws SQLException {
    database.transaction(
        connection -> {
          note(connection, delivery, attempt);
          try (PreparedStatement statement = connection.prepareStatement(RETRY)) {
            statement.setString(1, attempt.outcome().reason().name());
            setStatus(statement, 2, attempt);
            statement.setString(3, attempt.answer());
            statement.setObject(4, Columns.time(next));
            statement.setLong(5, delivery.id());
            return statement.executeUpdate();
          }
        });
  }

  private static final String NOTE =
      """
      insert into delivery_attempts (delivery_id, attempt, at, reason, status, answer)
      values (?, ?, ?, ?, ?, ?)
      on conflict do nothing
      """;

  private void note(Connection connection, Claimed delivery, Attempt attempt) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
      statement.setLong(1, delivery.id());
      statement.setInt(2, delivery.attempts());
      statement.setObject(3, Columns.time(clock.instant()));
      statement.setString(4, attempt.outcome().reason().name());
      setStatus(statement, 5, attempt);
      statement.setString(6, attempt.answer());
      statement.executeUpdate();
    }
  }

  private static void setStatus(PreparedStatement statement, int column, Attempt attempt)
      throws SQLException {
    if (attempt.outcome() instanceof DeliveryOutcome.Rejected rejected) {
      statement.setInt(column, rejected.status());
    } else {
      statement.setNull(column, Types.INTEGER);
    }
  }
}
