/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.NextStep;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The outbox from the side of those who send. Thread-safe, also across replicas. */
@ApplicationScoped
public class PostgresDeliveries {

  private Database database;
  private Clock clock;

  protected PostgresDeliveries() {}

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
   * @param traceParent trace context of the change it tells of; null when there is none
   */
  public record Claimed(
      long id,
      String webhookId,
      NoticeKind kind,
      String subject,
      String body,
      int attempts,
      Instant createdAt,
      Instant leasedUntil,
      String traceParent) {}

  /** What came of an attempt. */
  public record Noted(Claimed delivery, Attempt attempt, NextStep next) {}

  /** Waits until the tables are there. */
  public void awaitTables() throws InterruptedException {
    database.awaitMigrated();
  }

  /**
   * The oldest unfinished one of each incident only: order per incident is kept. Asked for each due
   * row by itself, which an index answers: as a join all pending rows were read for every claim.
   */
  static final String CLAIM =
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
                  d.feed_at, d.body as own_body, d.trace_parent
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
            return claimed(statement, now.plus(lease));
          }
        });
  }

  private static List<Claimed> claimed(PreparedStatement statement, Instant leasedUntil)
      throws SQLException {
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
                Columns.instant(row, "created_at"),
                leasedUntil,
                row.getString("trace_parent")));
      }
    }
    return claimed;
  }

  private static final String FINISH =
      """
      update deliveries
         set state = ?, last_reason = ?, last_status = ?, last_answer = ?, finished_at = ?,
             leased_until = null
       where id = any (?) and state = 'PENDING'
      """;

  /** How a delivery ends. Of many together most end the same way: one statement for all these. */
  private record End(String state, Attempt attempt) {}

  private static final String RETRY =
      """
      update deliveries
         set last_reason = ?, last_status = ?, last_answer = ?, next_attempt_at = ?,
             leased_until = null
       where id = ? and state = 'PENDING'
      """;

  private static final String FAILED =
      """
      insert into delivery_attempts (delivery_id, attempt, at, reason, status, answer)
      values (?, ?, ?, ?, ?, ?)
      on conflict do nothing
      """;

  /** Notes what came of attempts, all in one transaction. */
  public void note(List<Noted> batch) throws SQLException {
    if (batch.isEmpty()) {
      return;
    }
    try {
      database.transaction(connection -> note(connection, batch));
    } catch (SQLException e) {
      if (batch.size() == 1 || SqlFailure.of(e) != SqlFailure.VALUE_REFUSED) {
        throw e;
      }
      noteEach(batch);
    }
  }

  /** One answer cannot be stored: the others must not suffer. */
  private void noteEach(List<Noted> batch) throws SQLException {
    SQLException refused = null;
    for (Noted one : batch) {
      try {
        note(List.of(one));
      } catch (SQLException e) {
        if (SqlFailure.of(e) != SqlFailure.VALUE_REFUSED) {
          throw e;
        }
        refused = e;
      }
    }
    if (refused != null) {
      throw refused;
    }
  }

  private int note(Connection connection, List<Noted> batch) throws SQLException {
    Map<End, List<Long>> ends = new LinkedHashMap<>();
    try (PreparedStatement retry = connection.prepareStatement(RETRY);
        PreparedStatement failed = connection.prepareStatement(FAILED)) {
      for (Noted one : batch) {
        boolean delivered = one.next() instanceof NextStep.Finish;
        if (!delivered) {
          addFailed(failed, one);
        }
        if (one.next() instanceof NextStep.RetryAt later) {
          addRetry(retry, one, later.at());
        } else {
          ends.computeIfAbsent(
                  new End(delivered ? "DELIVERED" : "GIVEN_UP", one.attempt()),
                  unused -> new ArrayList<>())
              .add(one.delivery().id());
        }
      }
      failed.executeBatch();
      retry.executeBatch();
    }
    finish(connection, ends);
    return batch.size();
  }

  private void finish(Connection connection, Map<End, List<Long>> ends) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
      for (Map.Entry<End, List<Long>> end : ends.entrySet()) {
        statement.setString(1, end.getKey().state());
        setOutcome(statement, 2, end.getKey().attempt());
        statement.setObject(5, Columns.time(clock.instant()));
        statement.setArray(6, connection.createArrayOf("bigint", end.getValue().toArray()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void addRetry(PreparedStatement statement, Noted one, Instant next)
      throws SQLException {
    setOutcome(statement, 1, one.attempt());
    statement.setObject(4, Columns.time(next));
    statement.setLong(5, one.delivery().id());
    statement.addBatch();
  }

  private void addFailed(PreparedStatement statement, Noted one) throws SQLException {
    statement.setLong(1, one.delivery().id());
    statement.setInt(2, one.delivery().attempts());
    statement.setObject(3, Columns.time(clock.instant()));
    setOutcome(statement, 4, one.attempt());
    statement.addBatch();
  }

  /** Reason, status and answer. */
  private static void setOutcome(PreparedStatement statement, int column, Attempt attempt)
      throws SQLException {
    statement.setString(column, attempt.outcome().reason().name());
    if (attempt.outcome() instanceof DeliveryOutcome.Rejected rejected) {
      statement.setInt(column + 1, rejected.status());
    } else {
      statement.setNull(column + 1, Types.INTEGER);
    }
    statement.setString(column + 2, attempt.answer());
  }

  private static final String GIVE_BACK =
      """
      update deliveries
         set leased_until = null, attempts = attempts - 1
       where id = ? and attempts = ? and state = 'PENDING'
      """;

  /** Deliveries were claimed and not sent: as if they had not been, unless others have them now. */
  public void giveBack(List<Claimed> unsent) throws SQLException {
    if (unsent.isEmpty()) {
      return;
    }
    database.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(GIVE_BACK)) {
            for (Claimed delivery : unsent) {
              statement.setLong(1, delivery.id());
              statement.setInt(2, delivery.attempts());
              statement.addBatch();
            }
            return statement.executeBatch().length;
          }
        });
  }
}
