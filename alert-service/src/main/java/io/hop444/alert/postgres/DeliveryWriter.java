/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.notice.NoticeKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes pending deliveries, in the transaction of what they tell. */
@ApplicationScoped
class DeliveryWriter {

  private static final List<String> COME_AND_GO =
      List.of(
          EventType.UPDATED.wireName(),
          EventType.RESOLVED.wireName(),
          EventType.REOPENED.wireName());

  /** Columns from the target to the time it was made. */
  private static final int ROW = 10;

  private Duration updateInterval;

  DeliveryWriter() {}

  @Inject
  DeliveryWriter(CheckedConfig config) {
    this(config.webhook().updateInterval());
  }

  DeliveryWriter(Duration updateInterval) {
    this.updateInterval = updateInterval;
  }

  /**
   * An update that nobody has begun to send is superseded by any newer event of its subject: each
   * carries the whole of it. The newer one does not jump the back-off of the older one. While an
   * incident comes and goes, the same holds for its ends and returns.
   */
  private static final String INSERT =
      """
      with superseded as (
        update deliveries
           set state = 'SUPERSEDED', finished_at = ?
         where target = ? and incident_id = ? and type = any (?)
           and state = 'PENDING' and leased_until is null
        returning attempts, next_attempt_at
      ), tried as (
        select max(attempts) as attempts, max(next_attempt_at) as next_attempt_at
          from superseded
         where attempts > 0
      ), last_update as (
        select max(created_at) as at
          from deliveries
         where target = ? and incident_id = ? and type = ? and created_at > ?
           and state <> 'SUPERSEDED'
      ), paused as (
        select min(next_attempt_at) as until from superseded where attempts = 0
      )
      insert into deliveries (
        target, feed_cursor, feed_at, incident_id, type, kind, webhook_id, body, trace_parent,
        created_at, attempts, next_attempt_at)
      select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(tried.attempts, 0),
             greatest(
               ?::timestamptz,
               tried.next_attempt_at,
               case when ? then coalesce(paused.until, last_update.at + ? * interval '1 millisecond')
               end)
        from tried, last_update, paused
      """;

  /** Of what its target has not heard of before: there is nothing to supersede or to wait for. */
  private static final String INSERT_FIRST =
      """
      insert into deliveries (
        target, feed_cursor, feed_at, incident_id, type, kind, webhook_id, body, trace_parent,
        created_at, next_attempt_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /**
   * One of what a transaction writes.
   *
   * @param cursor its place in the feed
   * @param traceParent trace context of the change it tells of; null when there is none
   */
  record Pending(PlannedDelivery delivery, long cursor, String traceParent) {}

  /** Writes deliveries, by two trips to the database. */
  void write(Connection connection, List<Pending> deliveries) throws SQLException {
    try (PreparedStatement first = connection.prepareStatement(INSERT_FIRST);
        PreparedStatement later = connection.prepareStatement(INSERT)) {
      for (Pending each : deliveries) {
        if (isFirst(each.delivery().event())) {
          setRow(first, 0, each);
          setNextAttempt(first, ROW + 1, each.delivery());
          first.addBatch();
        } else {
          add(later, each);
        }
      }
      first.executeBatch();
      later.executeBatch();
    }
  }

  /** Reminders of an opening are of another kind. */
  private static boolean isFirst(PlannedDelivery.Event event) {
    return event.kind() == NoticeKind.EVENT && event.type().equals(EventType.OPENED.wireName());
  }

  private void add(PreparedStatement statement, Pending pending) throws SQLException {
    PlannedDelivery delivery = pending.delivery();
    PlannedDelivery.Event event = delivery.event();
    Instant at = event.at();
    String update = event.type().substring(0, event.type().indexOf('.')) + ".updated";
    int column = 0;
    statement.setObject(++column, Columns.time(at));
    statement.setString(++column, delivery.target());
    statement.setString(++column, event.subject());
    statement.setArray(
        ++column,
        Columns.texts(statement, delivery.timing().held() ? COME_AND_GO : List.of(update)));
    statement.setString(++column, delivery.target());
    statement.setString(++column, event.subject());
    statement.setString(++column, update);
    statement.setObject(++column, Columns.time(at.minus(updateInterval)));
    setRow(statement, column, pending);
    column += ROW;
    setNextAttempt(statement, ++column, delivery);
    statement.setBoolean(++column, !delivery.timing().urgent());
    statement.setLong(++column, updateInterval.toMillis());
    statement.addBatch();
  }

  /** Sets the columns that both have, behind {@code column}. */
  private static void setRow(PreparedStatement statement, int column, Pending pending)
      throws SQLException {
    PlannedDelivery.Event event = pending.delivery().event();
    statement.setString(column + 1, pending.delivery().target());
    statement.setLong(column + 2, pending.cursor());
    statement.setObject(column + 3, Columns.time(event.at()));
    statement.setString(column + 4, event.subject());
    statement.setString(column + 5, event.type());
    statement.setString(column + 6, event.kind().name());
    statement.setString(column + 7, event.webhookId());
    statement.setString(column + 8, pending.delivery().body().orElse(null));
    statement.setString(column + 9, pending.traceParent());
    statement.setObject(column + ROW, Columns.time(event.at()));
  }

  private static void setNextAttempt(
      PreparedStatement statement, int column, PlannedDelivery delivery) throws SQLException {
    statement.setObject(
        column,
        Columns.time(delivery.event().at().plus(delivery.timing().delay())),
        Types.TIMESTAMP_WITH_TIMEZONE);
  }
}
