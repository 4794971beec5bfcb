/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.hop444.alert.domain.Certificate;
import io.hop444.alert.domain.CertificateInUse;
import io.hop444.alert.domain.ServerName;
import io.hop444.alert.domain.ServerSnapshot;
import io.hop444.localstack.LocalStack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What was bound when, whatever order snapshots come in. Each test has its own server. */
@Order(40)
class SnapshotsIT {

  private static final Instant NOW = Instant.parse("2026-11-20T10:05:10Z");

  private static AgroalDataSource source;
  private static PostgresSnapshots snapshots;
  private static PostgresEstate estate;

  @BeforeAll
  static void createTables() throws Exception {
    source = Tables.create(LocalStack.freshDatabase(), NOW);
    Database database = new Database(source);
    database.markMigrated();
    snapshots = new PostgresSnapshots(database, Clock.fixed(NOW, ZoneOffset.UTC));
    estate = new PostgresEstate(database);
  }

  @AfterAll
  static void close() {
    source.close();
  }

  private static Instant hour(int hour) {
    return Instant.parse("2026-11-20T00:00:00Z").plusSeconds(3_600L * hour);
  }

  private static ServerName server(String name) {
    return new ServerName("DUB", name);
  }

  /** An inventory by which a certificate is bound. */
  private static ServerSnapshot bound(String server, int hour, String thumbprint) {
    return shown(server, hour, thumbprint, ServerSnapshot.Origin.INVENTORY, null);
  }

  private static ServerSnapshot probed(String server, int hour, String thumbprint, String target) {
    return shown(
        server,
        hour,
        thumbprint,
        ServerSnapshot.Origin.PROBE,
        new ServerSnapshot.Probe(target, "OK", "fine", null, null, null));
  }

  private static ServerSnapshot shown(
      String server,
      int hour,
      String thumbprint,
      ServerSnapshot.Origin origin,
      ServerSnapshot.Probe probe) {
    return new ServerSnapshot(
        server(server),
        origin,
        hour(hour),
        "file",
        null,
        null,
        List.of(new ServerSnapshot.Binding("0.0.0.0:444", thumbprint, null, null)),
        List.of(),
        List.of(
            new Certificate(
                thumbprint, "CN=x", List.of("x"), "CN=i", hour(0), hour(99), true, true, null)),
        probe);
  }

  private static void record(ServerSnapshot... batch) throws SQLException {
    snapshots.record(Arrays.asList(batch));
  }

  /** Thumbprint and hours of each row, oldest first. */
  private static List<String> rows(String server) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select (bound -> 0 ->> 'thumbprint')
                       || ' ' || extract(hour from taken_at at time zone 'UTC')
                       || '-' || extract(hour from last_taken_at at time zone 'UTC')
                  from server_snapshots
                 where server = '%s'
                 order by target, taken_at
                """
                    .formatted(server))) {
      List<String> found = new ArrayList<>();
      while (row.next()) {
        found.add(row.getString(1));
      }
      return found;
    }
  }

  private static List<String> at(String server, int hour) throws SQLException {
    return snapshots.at(server(server), hour(hour)).stream()
        .map(seen -> seen.snapshot().bindings().get(0).thumbprint())
        .toList();
  }

  @Test
  void shouldCutARowThatEndsWhereAnotherBegins() throws Exception {
    record(bound("edge", 1, "AA"), bound("edge", 4, "AA"));
    record(bound("edge", 4, "BB"));

    record(bound("edge", 2, "CC"));

    assertThat(rows("edge")).containsExactly("AA 1-2", "CC 2-2", "BB 4-4");
  }

  @Test
  void shouldPutWhatComesLateBetweenWhatCameBeforeAndAfter() throws Exception {
    record(bound("late", 1, "AA"));
    record(bound("late", 5, "AA"));

    record(bound("late", 3, "BB"));

    assertThat(rows("late")).containsExactly("AA 1-3", "BB 3-3", "AA 5-5");
    assertThat(at("late", 2)).containsExactly("AA");
    assertThat(at("late", 4)).containsExactly("BB");
    assertThat(at("late", 9)).containsExactly("AA");
    assertThat(estate.server(server("late"), hour(0)).orElseThrow().certificates())
        .extracting(CertificateInUse::bound)
        .extracting(ServerSnapshot.Bound::thumbprint)
        .containsExactly("AA");
  }

  @Test
  void shouldMakeWhatCameAfterBeginEarlierWhenItShowedTheSame() throws Exception {
    record(bound("earlier", 1, "AA"));
    record(bound("earlier", 5, "BB"));

    record(bound("earlier", 3, "BB"));

    assertThat(rows("earlier")).containsExactly("AA 1-1", "BB 3-5");
  }

  @Test
  void shouldPutABatchAroundWhatStandsInItsMidst() throws Exception {
    record(bound("around", 3, "BB"));

    record(bound("around", 2, "AA"), bound("around", 1, "AA"), bound("around", 4, "AA"));

    assertThat(rows("around")).containsExactly("AA 1-2", "BB 3-3", "AA 4-4");
    assertThat(at("around", 9)).containsExactly("AA");
  }

  @Test
  void shouldMakeOneRowOfABatchThatShowsTheSame() throws Exception {
    record(bound("same", 2, "AA"), bound("same", 1, "AA"), bound("same", 4, "AA"));
    record(bound("same", 5, "AA"), bound("same", 3, "AA"));

    assertThat(rows("same")).containsExactly("AA 1-5");
  }

  @Test
  void shouldTakeTheLastWordOnAMoment() throws Exception {
    record(bound("moment", 1, "AA"), bound("moment", 4, "AA"));

    record(bound("moment", 1, "BB"));
    record(bound("moment", 1, "BB"));

    assertThat(rows("moment")).containsExactly("BB 1-1", "AA 4-4");
  }

  /** A load balancer's name and the server's own are probed; each has a certificate of its own. */
  @Test
  void shouldKeepApartWhatSeveralTargetsOfAServerShow() throws Exception {
    for (int hour = 1; hour < 4; hour++) {
      record(
          probed("probed", hour, "AA", "probed.contoso.test:444"),
          probed("probed", hour, "BB", "probed:444"));
    }

    assertThat(rows("probed")).containsExactlyInAnyOrder("AA 1-3", "BB 1-3");
    assertThat(at("probed", 9)).containsExactlyInAnyOrder("AA", "BB");
    assertThat(estate.server(server("probed"), hour(0)).orElseThrow().certificates())
        .extracting(one -> one.bound().thumbprint())
        .containsExactlyInAnyOrder("AA", "BB");
  }

  /** An estate may have thousands of servers, and each page of one asks for one. */
  @Test
  void shouldReadOneServerWithoutReadingTheEstate() throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into log_progress (site, server, log, kind, collector, read_offset, size, lag_bytes,
                                    said_at, seen_at)
          select 'FAR', 'far' || n, 'log', 'SERVER', 'c', 0, 0, 0, now(), now()
            from generate_series(1, 5000) n
          """);
      statement.execute("analyze log_progress, server_snapshots");
      try (PreparedStatement explain =
          connection.prepareStatement("explain " + PostgresEstate.ONE_SERVER)) {
        PostgresEstate.setServer(explain, server("late"), hour(0));
        StringBuilder plan = new StringBuilder();
        try (ResultSet row = explain.executeQuery()) {
          while (row.next()) {
            plan.append(row.getString(1)).append('\n');
          }
        }

        assertThat(plan.toString())
            .contains("pk_log_progress")
            .doesNotContain("Seq Scan on log_progress");
      }
    }
  }
}
