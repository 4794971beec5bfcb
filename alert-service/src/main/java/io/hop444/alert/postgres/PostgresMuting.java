/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.routing.MaintenanceWindow;
import io.hop444.alert.routing.Matcher;
import io.hop444.alert.routing.Muting;
import io.hop444.alert.routing.Silence;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Silences and maintenance windows. */
@ApplicationScoped
public class PostgresMuting {

  private Database database;
  private Clock clock;

  PostgresMuting() {}

  @Inject
  PostgresMuting(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private static final String SILENCES = "select * from silences where expires_at > ? order by id";

  private static final String WINDOWS = "select * from maintenance_windows order by id";

  /** What may mute at {@code now}. */
  Muting at(Connection connection, Instant now) throws SQLException {
    List<Silence> silences = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SILENCES)) {
      statement.setObject(1, Columns.time(now));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          silences.add(
              new Silence(
                  row.getLong("id"),
                  MatcherJson.read(row.getString("matcher")),
                  row.getString("owner"),
                  row.getString("reason"),
                  Columns.instant(row, "starts_at"),
                  Columns.instant(row, "expires_at")));
        }
      }
    }
    List<MaintenanceWindow> windows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(WINDOWS);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        windows.add(window(row));
      }
    }
    return new Muting(silences, windows);
  }

  private static MaintenanceWindow window(ResultSet row) throws SQLException {
    return new MaintenanceWindow(
        row.getLong("id"),
        MatcherJson.read(row.getString("matcher")),
        row.getString("owner"),
        row.getString("reason"),
        new MaintenanceWindow.Recurrence(
            ZoneId.of(row.getString("zone")),
            Columns.texts(row, "days").stream()
                .map(DayOfWeek::valueOf)
                .collect(Collectors.toUnmodifiableSet()),
            row.getObject("from_time", LocalTime.class),
            Duration.ofSeconds(row.getLong("length_seconds")),
            Optional.ofNullable(row.getObject("first_day", LocalDate.class)),
            Optional.ofNullable(row.getObject("last_day", LocalDate.class))));
  }

  /** What mutes or will mute. */
  public Muting all() throws SQLException {
    return database.read(connection -> at(connection, clock.instant()));
  }

  private static final String ADD_SILENCE =
      """
      insert into silences (matcher, owner, reason, starts_at, expires_at, created_at)
      values (?::jsonb, ?, ?, ?, ?, ?)
      returning id
      """;

  /** Makes a silence; its number is given here. */
  public Silence add(Silence silence) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ADD_SILENCE)) {
            statement.setString(1, MatcherJson.write(silence.matcher()));
            statement.setString(2, silence.owner());
            statement.setString(3, silence.reason());
            statement.setObject(4, Columns.time(silence.startsAt()));
            statement.setObject(5, Columns.time(silence.expiresAt()));
            statement.setObject(6, Columns.time(clock.instant()));
            return new Silence(
                id(statement),
                silence.matcher(),
                silence.owner(),
                silence.reason(),
                silence.startsAt(),
                silence.expiresAt());
          }
        });
  }

  private static final String END_SILENCE =
      """
      update silences
         set expires_at = greatest(?, starts_at + interval '1 microsecond')
       where id = ? and expires_at > ?
      """;

  /** What it mutes is told now, not when it would have ended. */
  private static final String REMIND_NOW =
      """
      update reminders set due_at = ? where kind = 'UNMUTED' and due_at > ?
      """;

  /**
   * Ends a silence now.
   *
   * @return whether there was one that had not ended
   */
  public boolean end(long id) throws SQLException {
    Instant now = clock.instant();
    return database.transaction(
        connection -> {
          boolean ended;
          try (PreparedStatement statement = connection.prepareStatement(END_SILENCE)) {
            statement.setObject(1, Columns.time(now));
            statement.setLong(2, id);
            statement.setObject(3, Columns.time(now));
            ended = statement.executeUpdate() > 0;
          }
          remindNow(connection, now);
          return ended;
        });
  }

  private static void remindNow(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMIND_NOW)) {
      statement.setObject(1, Columns.time(now));
      statement.setObject(2, Columns.time(now));
      statement.executeUpdate();
    }
  }

  private static final String ADD_WINDOW =
      """
      insert into maintenance_windows (
        matcher, owner, reason, zone, days, from_time, length_seconds, first_day, last_day,
        created_at)
      values (?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      returning id
      """;

  /** Makes a maintenance window and returns its number. */
  public long add(
      Matcher matcher, String owner, String reason, MaintenanceWindow.Recurrence recurrence)
      throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ADD_WINDOW)) {
            statement.setString(1, MatcherJson.write(matcher));
            statement.setString(2, owner);
            statement.setString(3, reason);
            statement.setString(4, recurrence.zone().getId());
            statement.setArray(
                5,
                Columns.texts(
                    statement, recurrence.days().stream().sorted().map(Enum::name).toList()));
            statement.setObject(6, recurrence.from());
            statement.setLong(7, recurrence.length().toSeconds());
            statement.setObject(8, recurrence.first().orElse(null), Types.DATE);
            statement.setObject(9, recurrence.last().orElse(null), Types.DATE);
            statement.setObject(10, Columns.time(clock.instant()));
            return id(statement);
          }
        });
  }

  private static final String REMOVE_WINDOW = "delete from maintenance_windows where id = ?";

  /**
   * Removes a maintenance window.
   *
   * @return whether there was one
   */
  public boolean removeWindow(long id) throws SQLException {
    return database.transaction(
        connection -> {
          remindNow(connection, clock.instant());
          try (PreparedStatement statement = connection.prepareStatement(REMOVE_WINDOW)) {
            statement.setLong(1, id);
            return statement.executeUpdate() > 0;
          }
        });
  }

  private static long id(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong("id");
    }
  }
}
