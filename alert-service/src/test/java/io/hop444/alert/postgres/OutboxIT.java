/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.hop444.alert.domain.ChangeDecision;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.Handling;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.domain.IncidentState;
import io.hop444.alert.domain.Incidents;
import io.hop444.alert.domain.NotificationDecision;
import io.hop444.alert.domain.NotifyReason;
import io.hop444.alert.routing.Routing;
import io.hop444.localstack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What transactions of two replicas see of each other. */
@Order(40)
class OutboxIT {

  private static final Instant NOW = Instant.parse("2026-11-20T10:05:10Z");

  private final PostgresOutbox outbox =
      new PostgresOutbox(
          new NotificationPlanner(
              Routing.everythingTo(List.of("default")), null, new PostgresMuting(), null, null),
          new DeliveryWriter(Duration.ofSeconds(30)));
  private final ExecutorService replica = Executors.newSingleThreadExecutor();
  private static LocalStack.Database database;
  private static AgroalDataSource source;

  @BeforeAll
  static void createTables() throws Exception {
    database = LocalStack.freshDatabase();
    source = Tables.create(database, NOW);
  }

  @AfterAll
  static void close() {
    source.close();
  }

  @BeforeEach
  void empty() throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("truncate feed, deliveries, delivery_attempts");
    }
  }

  @AfterEach
  void stop() {
    replica.shutdownNow();
  }

  private Connection begin() throws SQLException {
    Connection connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    connection.setAutoCommit(false);
    return connection;
  }

  private static StoredChange change(EventType type, long version, boolean urgent, Instant at) {
    Incident incident =
        new Incident(
            Incidents.observation(version, 900, List.of()),
            new IncidentState.Open(),
            Handling.UNTOUCHED,
            at,
            at);
    NotificationDecision notification =
        new NotificationDecision(
            urgent ? NotifyReason.LIFECYCLE : NotifyReason.NUMBERS_CHANGED, urgent);
    return new StoredChange(
        new ChangeDecision.Store(incident, type, notification),
        "correlator",
        "reason",
        Optional.empty(),
        "{\"version\":" + version + "}");
  }

  private <T> List<T> query(String sql, Row<T> row) {
    try (Connection connection = begin();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row.read(rows));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private List<Long> feed() {
    return query("select version from feed order by cursor", row -> row.getLong(1));
  }

  private List<String> deliveries() {
    return query(
        "select state || ' ' || type from deliveries order by feed_cursor",
        row -> row.getString(1));
  }

  private void commit(StoredChange... changes) throws SQLException {
    try (Connection connection = begin()) {
      outbox.write(connection, List.of(changes));
      connection.commit();
    }
  }

  @Test
  void shouldGiveCursorsInTheOrderOfCommits() throws Exception {
    try (Connection slow = begin();
        Connection fast = begin()) {
      outbox.write(slow, List.of(change(EventType.OPENED, 1, true, NOW)));
      Future<?> second =
          replica.submit(
              () -> {
                outbox.write(fast, List.of(change(EventType.RESOLVED, 2, true, NOW)));
                fast.commit();
                return null;
              });
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  !query(
                          "select 1 from pg_locks where locktype = 'advisory' and not granted",
                          row -> 1)
                      .isEmpty());
      // Without the lock the second would be visible now, and a reader would pass over the first.
      assertThat(feed()).isEmpty();
      assertThat(second.isDone()).isFalse();

      slow.commit();

      second.get(10, TimeUnit.SECONDS);
      assertThat(feed()).containsExactly(1L, 2L);
    }
  }

  @Test
  void shouldGoOnWhenTheTransactionBeforeWasRolledBack() throws Exception {
    try (Connection failing = begin()) {
      outbox.write(failing, List.of(change(EventType.OPENED, 1, true, NOW)));
      failing.rollback();
    }

    commit(change(EventType.OPENED, 2, true, NOW));

    assertThat(feed()).containsExactly(2L);
  }

  @Test
  void shouldSupersedeUnsentUpdatesOnly() throws Exception {
    commit(
        change(EventType.OPENED, 1, true, NOW),
        change(EventType.UPDATED, 2, true, NOW),
        change(EventType.UPDATED, 3, false, NOW),
        change(EventType.RESOLVED, 4, true, NOW),
        change(EventType.REOPENED, 5, true, NOW));

    assertThat(deliveries())
        .containsExactly(
            "PENDING incident.opened",
            "SUPERSEDED incident.updated",
            "SUPERSEDED incident.updated",
            "PENDING incident.resolved",
            "PENDING incident.reopened");
  }

  @Test
  void shouldNotSupersedeAnUpdateThatIsBeingSent() throws Exception {
    commit(change(EventType.UPDATED, 2, true, NOW));
    try (Connection worker = begin();
        Statement statement = worker.createStatement()) {
      statement.execute(
          "update deliveries set leased_until = next_attempt_at + interval '20 seconds'");
      worker.commit();
    }

    commit(change(EventType.UPDATED, 3, true, NOW));

    assertThat(deliveries())
        .containsExactly("PENDING incident.updated", "PENDING incident.updated");
  }

  @Test
  void shouldPauseUpdatesOfNumbersAfterAnUpdate() throws Exception {
    commit(change(EventType.UPDATED, 2, true, NOW));
    try (Connection worker = begin();
        Statement statement = worker.createStatement()) {
      statement.execute("update deliveries set state = 'DELIVERED', finished_at = created_at");
      worker.commit();
    }

    commit(change(EventType.UPDATED, 3, false, NOW.plusSeconds(5)));
    commit(change(EventType.UPDATED, 4, false, NOW.plusSeconds(8)));

    List<Instant> due =
        query(
            "select next_attempt_at from deliveries where state = 'PENDING'",
            row -> Columns.instant(row, "next_attempt_at"));
    assertThat(due).containsExactly(NOW.plusSeconds(30));
  }

  @Test
  void shouldKeepTheBackOffOfTheUpdateItSupersedes() throws Exception {
    commit(change(EventType.UPDATED, 2, true, NOW));
    try (Connection worker = begin();
        Statement statement = worker.createStatement()) {
      statement.execute(
          "update deliveries set attempts = 4, next_attempt_at = next_attempt_at + interval '60"
              + " s'");
      worker.commit();
    }

    commit(change(EventType.UPDATED, 3, true, NOW.plusSeconds(5)));

    List<Instant> due =
        query(
            "select next_attempt_at from deliveries where state = 'PENDING' and attempts = 4",
            row -> Columns.instant(row, "next_attempt_at"));
    assertThat(due).containsExactly(NOW.plusSeconds(60));
  }

  @Test
  void shouldMakePartitionsAheadMoreThanOnce() throws Exception {
    new MonthlyPartitions(source).ensure(YearMonth.of(2031, 12));
    new MonthlyPartitions(source).ensure(YearMonth.of(2031, 12));

    assertThat(
            query(
                "select relname from pg_class where relname like 'feed_203%' and relkind = 'r'"
                    + " order by relname",
                row -> row.getString(1)))
        .containsExactly("feed_2031_11", "feed_2031_12", "feed_2032_01", "feed_2032_02");
  }
}
