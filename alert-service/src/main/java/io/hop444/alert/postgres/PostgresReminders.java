/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.routing.Route;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is told when nothing happens. Rows are written and removed in transactions that hold the
 * incident's row, so a reminder and an acknowledgement cannot pass each other.
 */
@ApplicationScoped
class PostgresReminders {

  private static final String NO_ROUTE = "";

  /** One that is due. */
  record Due(String route, NoticeKind kind, int step, Instant dueAt) {}

  private static final String FORGET = "delete from reminders where subject = ?";

  void forget(Connection connection, String subject) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setString(1, subject);
      statement.executeUpdate();
    }
  }

  private static final String PUT =
      """
      insert into reminders (subject, route, kind, step, due_at)
      values (?, ?, ?, ?, ?)
      on conflict (subject, route, kind, step) do update set due_at = excluded.due_at
      """;

  /** When somebody ought to be told of it after all. */
  void atEndOf(Connection connection, String subject, Instant until) throws SQLException {
    put(connection, subject, new Due(NO_ROUTE, NoticeKind.UNMUTED, 0, until));
  }

  /** Repeats and escalations of the routes that told of it at {@code at}. */
  void schedule(Connection connection, String subject, List<Route> routes, Instant at)
      throws SQLException {
    for (Route route : routes) {
      if (route.plan().repeat().isPresent()) {
        Instant due = at.plus(route.plan().repeat().get());
        put(connection, subject, new Due(route.name(), NoticeKind.REPEAT, 0, due));
      }
      for (int step = 0; step < route.plan().escalations().size(); step++) {
        Instant due = at.plus(route.plan().escalations().get(step).after());
        put(connection, subject, new Due(route.name(), NoticeKind.ESCALATION, step, due));
      }
    }
  }

  void put(Connection connection, String subject, Due reminder) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      statement.setString(1, subject);
      statement.setString(2, reminder.route());
      statement.setString(3, reminder.kind().name());
      statement.setInt(4, reminder.step());
      statement.setObject(5, Columns.time(reminder.dueAt()));
      statement.executeUpdate();
    }
  }

  private static final String SUBJECTS =
      """
      select subject from reminders where due_at <= ? group by subject order by min(due_at) limit 100
      """;

  /** Subjects with reminders that are due. */
  List<String> subjects(Connection connection, Instant now) throws SQLException {
    List<String> subjects = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SUBJECTS)) {
      statement.setObject(1, Columns.time(now));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          subjects.add(row.getString("subject"));
        }
      }
    }
    return subjects;
  }

  private static final String TAKE =
      "delete from reminders where subject = ? and due_at <= ? returning *";

  /** Takes what is due of a subject. */
  List<Due> take(Connection connection, String subject, Instant now) throws SQLException {
    List<Due> due = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      statement.setString(1, subject);
      statement.setObject(2, Columns.time(now));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          due.add(
              new Due(
                  row.getString("route"),
                  NoticeKind.valueOf(row.getString("kind")),
                  row.getInt("step"),
                  Columns.instant(row, "due_at")));
        }
      }
    }
    return due;
  }
}
