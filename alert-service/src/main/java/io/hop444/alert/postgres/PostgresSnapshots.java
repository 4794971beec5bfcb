/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.Certificate;
import io.hop444.alert.domain.ServerName;
import io.hop444.alert.domain.ServerSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was bound on servers and when that changed. Snapshots may come late, twice and in any order.
 */
@ApplicationScoped
public class PostgresSnapshots {

  private Database database;
  private Clock clock;

  PostgresSnapshots() {}

  @Inject
  PostgresSnapshots(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The column content. */
  record Content(
      String file,
      String fullName,
      Boolean allowsUntrusted,
      List<ServerSnapshot.Binding> bindings,
      List<ServerSnapshot.IisSite> iisSites,
      List<Certificate> certificates,
      ServerSnapshot.Probe probe) {

    static Content of(ServerSnapshot snapshot) {
      return new Content(
          snapshot.file(),
          snapshot.fullName(),
          snapshot.allowsUntrusted(),
          snapshot.bindings(),
          snapshot.iisSites(),
          snapshot.certificates(),
          snapshot.probe());
    }

    /** Of what matters: where it was read, and the words of a probe, make no other content. */
    private String sha256() {
      List<Object> matters =
          Arrays.asList(
              fullName,
              allowsUntrusted,
              bindings,
              iisSites,
              certificates,
              probe == null ? null : List.of(probe.target(), probe.outcome()));
      try {
        return HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(Json.of(matters).getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }

  /** Snapshots of one source that show the same, one after another. */
  private record Run(
      ServerSnapshot snapshot, Content content, String sha256, Instant first, Instant last) {

    private Run until(Instant taken) {
      return new Run(
          snapshot,
          content,
          sha256,
          taken.isBefore(first) ? taken : first,
          taken.isAfter(last) ? taken : last);
    }
  }

  private record Source(ServerName server, ServerSnapshot.Origin origin) {}

  /** Stores what changed, and until when what did not was seen. */
  public void record(List<ServerSnapshot> snapshots) throws SQLException {
    List<Run> runs = runs(snapshots, clock.instant());
    database.transaction(
        connection -> {
          for (Run run : runs) {
            if (!extend(connection, run)) {
              insert(connection, run);
            }
          }
          return runs.size();
        });
  }

  /** A snapshot cannot have been taken after it arrived: clocks that are ahead do not count. */
  private static List<Run> runs(List<ServerSnapshot> snapshots, Instant now) {
    List<Run> runs = new ArrayList<>();
    Map<Source, Integer> last = new LinkedHashMap<>();
    for (ServerSnapshot snapshot : snapshots) {
      Source source = new Source(snapshot.server(), snapshot.origin());
      Content content = Content.of(snapshot);
      String sha256 = content.sha256();
      Instant taken = snapshot.takenAt().isAfter(now) ? now : snapshot.takenAt();
      Integer before = last.get(source);
      if (before != null
          && runs.get(before).sha256().equals(sha256)
          && !taken.isBefore(runs.get(before).first())) {
        runs.set(before, runs.get(before).until(taken));
      } else {
        last.put(source, runs.size());
        runs.add(new Run(snapshot, content, sha256, taken, taken));
      }
    }
    return runs;
  }

  private static final String EXTEND =
      """
      update server_snapshots
         set last_taken_at = greatest(last_taken_at, ?)
       where (site, server, origin, taken_at) = (
               select site, server, origin, taken_at
                 from server_snapshots
                where site = ? and server = ? and origin = ? and taken_at <= ?
                order by taken_at desc
                limit 1)
         and content_sha256 = ?
      """;

  private static boolean extend(Connection connection, Run run) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXTEND)) {
      statement.setObject(1, Columns.time(run.last()));
      statement.setString(2, run.snapshot().server().site());
      statement.setString(3, run.snapshot().server().server());
      statement.setString(4, run.snapshot().origin().name());
      statement.setObject(5, Columns.time(run.first()));
      statement.setString(6, run.sha256());
      return statement.executeUpdate() > 0;
    }
  }

  private static final String INSERT =
      """
      insert into server_snapshots (
        site, server, origin, taken_at, last_taken_at, content_sha256, bound, content)
      values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
      on conflict (site, server, origin, taken_at) do update
         set (last_taken_at, content_sha256, bound, content)
           = (excluded.last_taken_at, excluded.content_sha256, excluded.bound, excluded.content)
      """;

  private static void insert(Connection connection, Run run) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      int column = 0;
      statement.setString(++column, run.snapshot().server().site());
      statement.setString(++column, run.snapshot().server().server());
      statement.setString(++column, run.snapshot().origin().name());
      statement.setObject(++column, Columns.time(run.first()));
      statement.setObject(++column, Columns.time(run.last()));
      statement.setString(++column, run.sha256());
      statement.setString(++column, Json.of(run.snapshot().bound()));
      statement.setString(++column, Json.of(run.content()));
      statement.executeUpdate();
    }
  }

  /**
   * What a source showed for a while.
   *
   * @param lastTakenAt of the last snapshot that showed the same as {@code snapshot}
   */
  public record Seen(ServerSnapshot snapshot, Instant lastTakenAt) {}

  private static final String AT =
      """
      select distinct on (origin) *
        from server_snapshots
       where site = ? and server = ? and taken_at <= ?
       order by origin, taken_at desc
      """;

  /** What each source had last shown of a server at a moment. */
  public List<Seen> at(ServerName server, Instant moment) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(AT)) {
            statement.setString(1, server.site());
            statement.setString(2, server.server());
            statement.setObject(3, Columns.time(moment));
            List<Seen> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(read(row, server));
              }
            }
            return found;
          }
        });
  }

  private static Seen read(ResultSet row, ServerName server) throws SQLException {
    Content content = Json.snapshot(row.getString("content"));
    return new Seen(
        new ServerSnapshot(
            server,
            ServerSnapshot.Origin.valueOf(row.getString("origin")),
            Columns.instant(row, "taken_at"),
            content.file(),
            content.fullName(),
            content.allowsUntrusted(),
            content.bindings(),
            content.iisSites(),
            content.certificates(),
            content.probe()),
        Columns.instant(row, "last_taken_at"));
  }
}
