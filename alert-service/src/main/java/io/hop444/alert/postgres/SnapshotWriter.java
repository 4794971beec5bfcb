/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.ServerName;
import io.hop444.alert.domain.ServerSnapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Puts what a source showed to its place among what it showed before and after. A row is a time in
 * which it showed the same; a snapshot that came late may cut one in two.
 */
final class SnapshotWriter {

  private SnapshotWriter() {}

  record Source(ServerName server, ServerSnapshot.Origin origin, String target) {

    static Source of(ServerSnapshot snapshot) {
      return new Source(
          snapshot.server(),
          snapshot.origin(),
          snapshot.probe() == null ? "" : snapshot.probe().target());
    }
  }

  /**
   * Snapshots of one source that show the same, one after another.
   *
   * @param times when they were taken, in the order in which they came
   */
  record Run(
      Source source,
      ServerSnapshot snapshot,
      PostgresSnapshots.Content content,
      String sha256,
      List<Instant> times) {

    Run and(Instant taken) {
      List<Instant> more = new ArrayList<>(times);
      more.add(taken);
      return new Run(source, snapshot, content, sha256, more);
    }

    Run only(Instant taken) {
      return new Run(source, snapshot, content, sha256, List.of(taken));
    }

    Instant first() {
      return Collections.min(times);
    }

    Instant last() {
      return Collections.max(times);
    }
  }

  private static final String COLUMNS =
      """
      site, server, origin, target, taken_at, last_taken_at, content_sha256, bound, content
      """;

  private static final String OF_SOURCE =
      """
      site = ? and server = ? and origin = ? and target = ?
      """;

  /** Sets the parameters of {@link #OF_SOURCE} behind {@code column}; answers the last of them. */
  private static int setSource(PreparedStatement statement, int column, Source source)
      throws SQLException {
    statement.setString(column + 1, source.server().site());
    statement.setString(column + 2, source.server().server());
    statement.setString(column + 3, source.origin().name());
    statement.setString(column + 4, source.target());
    return column + 4;
  }

  private static final String CROSSED =
      """
      select exists (
        select from server_snapshots
         where %s
           and taken_at <= ? and last_taken_at > ?
           and not (taken_at <= ? and content_sha256 = ?))
      """
          .formatted(OF_SOURCE);

  /** Whether the source has shown something else between the first and the last of the run. */
  static boolean isCrossed(Connection connection, Run run) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CROSSED)) {
      int column = setSource(statement, 0, run.source());
      statement.setObject(++column, Columns.time(run.last()));
      statement.setObject(++column, Columns.time(run.first()));
      statement.setObject(++column, Columns.time(run.first()));
      statement.setString(++column, run.sha256());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** What the source showed before. */
  private record Before(Instant first, Instant last, String sha256) {}

  /** Puts a run that nothing crosses to its place in what the source has shown. */
  static void store(Connection connection, Run run) throws SQLException {
    Optional<Before> before = before(connection, run);
    if (before.filter(known -> known.sha256().equals(run.sha256())).isPresent()) {
      extend(connection, run, before.get());
      return;
    }
    if (before.filter(known -> known.last().isAfter(run.last())).isPresent()) {
      // It came late: the source showed the other content before and after it.
      cut(connection, run, before.get());
    } else if (before.filter(known -> known.first().equals(run.first())).isEmpty()
        && beginEarlier(connection, run)) {
      return;
    }
    insert(connection, run);
  }

  private static final String BEFORE =
      """
      select taken_at, last_taken_at, content_sha256
        from server_snapshots
       where %s
         and taken_at <= ?
       order by taken_at desc
       limit 1
         for update
      """
          .formatted(OF_SOURCE);

  private static Optional<Before> before(Connection connection, Run run) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BEFORE)) {
      int column = setSource(statement, 0, run.source());
      statement.setObject(++column, Columns.time(run.first()));
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Before(
                    Columns.instant(row, "taken_at"),
                    Columns.instant(row, "last_taken_at"),
                    row.getString("content_sha256")))
            : Optional.empty();
      }
    }
  }

  private static void extend(Connection connection, Run run, Before before) throws SQLException {
    if (run.last().isAfter(before.last())) {
      setLast(connection, run, run.last(), before);
    }
  }

  private static final String CONTINUE =
      """
      insert into server_snapshots (%s)
      select site, server, origin, target, last_taken_at, last_taken_at, content_sha256, bound, content
        from server_snapshots
       where %s
         and taken_at = ?
          on conflict do nothing
      """
          .formatted(COLUMNS, OF_SOURCE);

  /** What begins where the cut row ended is known already, and stays. */
  private static void cut(Connection connection, Run run, Before before) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CONTINUE)) {
      int column = setSource(statement, 0, run.source());
      statement.setObject(++column, Columns.time(before.first()));
      statement.executeUpdate();
    }
    setLast(connection, run, run.first(), before);
  }

  private static final String SET_LAST =
      """
      update server_snapshots
         set last_taken_at = ?
       where %s
         and taken_at = ?
      """
          .formatted(OF_SOURCE);

  private static void setLast(Connection connection, Run run, Instant last, Before before)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SET_LAST)) {
      statement.setObject(1, Columns.time(last));
      int column = setSource(statement, 1, run.source());
      statement.setObject(++column, Columns.time(before.first()));
      statement.executeUpdate();
    }
  }

  private static final String BEGIN_EARLIER =
      """
      update server_snapshots known
         set taken_at = ?
        from (select site, server, origin, target, taken_at
                from server_snapshots
               where %s
                 and taken_at > ?
               order by taken_at
               limit 1) after
       where (known.site, known.server, known.origin, known.target, known.taken_at)
           = (after.site, after.server, after.origin, after.target, after.taken_at)
         and known.content_sha256 = ?
      """
          .formatted(OF_SOURCE);

  /** What came after it showed the same: that began earlier then. */
  private static boolean beginEarlier(Connection connection, Run run) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BEGIN_EARLIER)) {
      statement.setObject(1, Columns.time(run.first()));
      int column = setSource(statement, 1, run.source());
      statement.setObject(++column, Columns.time(run.last()));
      statement.setString(++column, run.sha256());
      return statement.executeUpdate() > 0;
    }
  }

  private static final String INSERT =
      """
      insert into server_snapshots (%s)
      values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
      on conflict (site, server, origin, target, taken_at) do update
         set (last_taken_at, content_sha256, bound, content)
           = (excluded.last_taken_at, excluded.content_sha256, excluded.bound, excluded.content)
      """
          .formatted(COLUMNS);

  private static void insert(Connection connection, Run run) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      int column = setSource(statement, 0, run.source());
      statement.setObject(++column, Columns.time(run.first()));
      statement.setObject(++column, Columns.time(run.last()));
      statement.setString(++column, run.sha256());
      statement.setString(++column, Json.of(run.snapshot().bound()));
      statement.setString(++column, Json.of(run.content()));
      statement.executeUpdate();
    }
  }
}
