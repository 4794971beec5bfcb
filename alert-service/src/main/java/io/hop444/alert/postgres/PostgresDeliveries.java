/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.DeliveryReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
   * @param attempts the one about to be made included
   */
  public record Claimed(
      long id, String webhookId, String body, String incidentId, int attempts, Instant createdAt) {}

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
        returning d.id, d.webhook_id, d.incident_id, d.attempts, d.created_at, d.feed_cursor, d.feed_at
      )
      select claimed.*, f.body
        from claimed
        join feed f on f.cursor = claimed.feed_cursor and f.at = claimed.feed_at
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
                row.getString("body"),
                row.getString("incident_id"),
                row.getInt("attempts"),
                Columns.instant(row, "created_at")));
      }
    }
    return claimed;
  }

  private static final String FINISH =
      """
      update deliveries
         set state = ?, last_reason = ?, finished_at = ?, leased_until = null
       where id = ? and state = 'PENDING'
      """;

  /** The receiver has it. */
  public void delivered(long id) throws SQLException {
    finish(id, "DELIVERED", DeliveryReason.DELIVERED);
  }

  /** It is not tried any more. */
  public void givenUp(long id, DeliveryReason reason) throws SQLException {
    finish(id, "GIVEN_UP", reason);
  }

  private void finish(long id, String state, DeliveryReason reason) throws SQLException {
    database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
            statement.setString(1, state);
            statement.setString(2, reason.name());
            statement.setObject(3, Columns.time(clock.instant()));
            statement.setLong(4, id);
            return statement.executeUpdate();
          }
        });
  }

  private static final String RETRY =
      """
      update deliveries
         set last_reason = ?, next_attempt_at = ?, leased_until = null
       where id = ? and state = 'PENDING'
      """;

  /** It is tried again at {@code next}. */
  public void retry(long id, DeliveryReason reason, Instant next) throws SQLException {
    database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(RETRY)) {
            statement.setString(1, reason.name());
            statement.setObject(2, Columns.time(next));
            statement.setLong(3, id);
            return statement.executeUpdate();
          }
        });
  }
}
