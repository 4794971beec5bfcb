/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Writes what is to be told, in the transaction of the change: rows of the feed and pending
 * deliveries. Those who send are woken after the commit.
 */
@ApplicationScoped
public class PostgresOutbox {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private NotificationPlanner planner;
  private DeliveryWriter deliveries;

  PostgresOutbox() {}

  @Inject
  PostgresOutbox(NotificationPlanner planner, DeliveryWriter deliveries) {
    this.planner = planner;
    this.deliveries = deliveries;
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
    NotificationPlanner.Plan plan = planner.plan(connection, changes);
    List<Long> cursors = takeCursors(connection, changes.size() + plan.others().size());
    writeFeed(connection, changes, cursors);
    List<DeliveryWriter.Pending> pending = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      for (PlannedDelivery delivery : plan.ofChanges().get(i)) {
        pending.add(
            new DeliveryWriter.Pending(delivery, cursors.get(i), changes.get(i).traceParent()));
      }
    }
    pending.addAll(others(plan.others(), cursors.subList(changes.size(), cursors.size())));
    deliveries.write(connection, pending);
  }

  /** Notices that are no changes of incidents; also the last thing a transaction does. */
  void tell(Connection connection, List<PlannedDelivery> planned) throws SQLException {
    if (!planned.isEmpty()) {
      deliveries.write(connection, others(planned, takeCursors(connection, planned.size())));
    }
  }

  private static List<DeliveryWriter.Pending> others(
      List<PlannedDelivery> planned, List<Long> cursors) {
    List<DeliveryWriter.Pending> pending = new ArrayList<>();
    for (int i = 0; i < planned.size(); i++) {
      pending.add(new DeliveryWriter.Pending(planned.get(i), cursors.get(i), null));
    }
    return pending;
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
}
