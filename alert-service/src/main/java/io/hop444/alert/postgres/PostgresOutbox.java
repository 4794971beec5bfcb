/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.config.WebhookTarget;
import io.hop444.alert.domain.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Writes what is to be told, in the transaction of the change: rows of the feed and pending
 * deliveries. Those who send are woken after the commit.
 */
@ApplicationScoped
public class PostgresOutbox {

  private static final int WEBHOOK_ID_CHARACTERS = 27;

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private boolean hasTarget;
  private Duration updateInterval;

  PostgresOutbox() {}

  @Inject
  PostgresOutbox(CheckedConfig checked, AlertConfig config) {
    this(checked.target().isPresent(), config.webhook().updateInterval());
  }

  PostgresOutbox(boolean hasTarget, Duration updateInterval) {
    this.hasTarget = hasTarget;
    this.updateInterval = updateInterval;
  }

  /** {@code listener} must return at once. */
  public void onCommitted(Runnable listener) {
    listeners.add(listener);
  }

  void wake() {
    listeners.forEach(Runnable::run);
  }

  /** The last thing a transaction does: it holds the lock of the feed until the commit. */
  void write(Connection connection, List<StoredChange> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    List<Long> cursors = takeCursors(connection, changes.size());
    writeFeed(connection, changes, cursors);
    if (hasTarget) {
      for (int i = 0; i < changes.size(); i++) {
        writeDelivery(connection, changes.get(i), cursors.get(i));
      }
    }
  }

  private static final String LOCK_FEED = "select pg_advisory_xact_lock(?)";

  private static final String TAKE_CURSORS =
      """
      select nextval('feed_cursor') from generate_series(1, ?)
      """;

  private static List<Long> takeCursors(Connection connection, int count) throws SQLException {
    // A statement of its own: the lock must be held before any cursor is drawn.
    try (PreparedStatement lock = connection.prepareStatement(LOCK_FEED)) {
      lock.setLong(1, AdvisoryLock.FEED.key());
      lock.execute();
    }
    List<Long> cursors = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TAKE_CURSORS)) {
      statement.setInt(1, count);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          cursors.add(row.getLong(1));
        }
      }
    }
    return cursors;
  }

  private static final String INSERT_FEED =
      """
      insert into feed (cursor, at, type, incident_id, version, body, site, back_end)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static void writeFeed(
      Connection connection, List<StoredChange> changes, List<Long> cursors) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_FEED)) {
      for (int i = 0; i < changes.size(); i++) {
        StoredChange change = changes.get(i);
        statement.setLong(1, cursors.get(i));
        statement.setObject(2, Columns.time(change.at()));
        statement.setString(3, change.type().wireName());
        statement.setString(4, change.incidentId());
        statement.setLong(5, change.version());
        statement.setString(6, change.body());
        statement.setString(7, change.place().site());
        statement.setString(8, change.place().backEnd());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * An update that nobody has begun to send is superseded by any newer event of its incident: each
   * carries the whole incident. The newer one does not jump the back-off of the older one.
   */
  private static final String INSERT_DELIVERY =
      """
      with superseded as (
        update deliveries
           set state = 'SUPERSEDED', finished_at = ?
         where target = ? and incident_id = ? and type = ?
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
        target, feed_cursor, feed_at, incident_id, type, webhook_id, created_at, attempts,
        next_attempt_at)
      select ?, ?, ?, ?, ?, ?, ?, coalesce(tried.attempts, 0),
             greatest(
               ?::timestamptz,
               tried.next_attempt_at,
               case when ? then coalesce(paused.until, last_update.at + ? * interval '1 millisecond')
               end)
        from tried, last_update, paused
      """;

  private void writeDelivery(Connection connection, StoredChange change, long cursor)
      throws SQLException {
    Instant at = change.at();
    String update = EventType.UPDATED.wireName();
    try (PreparedStatement statement = connection.prepareStatement(INSERT_DELIVERY)) {
      int column = 0;
      statement.setObject(++column, Columns.time(at));
      statement.setString(++column, WebhookTarget.NAME);
      statement.setString(++column, change.incidentId());
      statement.setString(++column, update);
      statement.setString(++column, WebhookTarget.NAME);
      statement.setString(++column, change.incidentId());
      statement.setString(++column, update);
      statement.setObject(++column, Columns.time(at.minus(updateInterval)));
      statement.setString(++column, WebhookTarget.NAME);
      statement.setLong(++column, cursor);
      statement.setObject(++column, Columns.time(at));
      statement.setString(++column, change.incidentId());
      statement.setString(++column, change.type().wireName());
      statement.setString(++column, webhookId(change));
      statement.setObject(++column, Columns.time(at));
      statement.setObject(++column, Columns.time(at), Types.TIMESTAMP_WITH_TIMEZONE);
      statement.setBoolean(++column, !change.decision().notification().urgent());
      statement.setLong(++column, updateInterval.toMillis());
      statement.executeUpdate();
    }
  }

  /**
   * Named by the change, not by a row or an attempt: a change that is stored again, because the
   * database was restored, has the same id.
   */
  private static String webhookId(StoredChange change) {
    String name = change.incidentId() + '\n' + change.type() + '\n' + change.version();
    if (change.eventAt().isEmpty()) {
      // Of people there may be several for one version of the correlator's.
      name += '\n' + Long.toString(change.decision().after().handling().revision());
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return "msg_"
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(digest)
              .substring(0, WEBHOOK_ID_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
