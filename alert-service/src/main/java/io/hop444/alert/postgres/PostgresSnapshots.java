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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
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
    String sha256() {
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

  /** Stores what changed, and until when what did not was seen. */
  public void record(List<ServerSnapshot> snapshots) throws SQLException {
    List<SnapshotWriter.Run> runs = runs(snapshots, clock.instant());
    database.transaction(
        connection -> {
          for (SnapshotWriter.Run run : runs) {
            if (run.times().size() == 1 || !SnapshotWriter.isCrossed(connection, run)) {
              SnapshotWriter.store(connection, run);
            } else {
              for (Instant taken : run.times()) {
                SnapshotWriter.store(connection, run.only(taken));
              }
            }
          }
          return runs.size();
        });
  }

  /** A snapshot cannot have been taken after it arrived: clocks that are ahead do not count. */
  private static List<SnapshotWriter.Run> runs(List<ServerSnapshot> snapshots, Instant now) {
    List<SnapshotWriter.Run> runs = new ArrayList<>();
    Map<SnapshotWriter.Source, Integer> last = new HashMap<>();
    for (ServerSnapshot snapshot : snapshots) {
      SnapshotWriter.Source source = SnapshotWriter.Source.of(snapshot);
      Content content = Content.of(snapshot);
      String sha256 = content.sha256();
      Instant taken = snapshot.takenAt().isAfter(now) ? now : snapshot.takenAt();
      Integer before = last.get(source);
      if (before != null && runs.get(before).sha256().equals(sha256)) {
        runs.set(before, runs.get(before).and(taken));
      } else {
        last.put(source, runs.size());
        runs.add(new SnapshotWriter.Run(source, snapshot, content, sha256, List.of(taken)));
      }
    }
    return runs;
  }

  /**
   * What a source showed for a while.
   *
   * @param lastTakenAt of the last snapshot that showed the same as {@code snapshot}
   */
  public record Seen(ServerSnapshot snapshot, Instant lastTakenAt) {}

  private static final String AT =
      """
      select distinct on (origin, target) *
        from server_snapshots
       where site = ? and server = ? and taken_at <= ?
       order by origin, target, taken_at desc
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
