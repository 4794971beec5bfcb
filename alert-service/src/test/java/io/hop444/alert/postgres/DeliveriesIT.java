/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.NextStep;
import io.hop444.alert.domain.RetrySchedule;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.postgres.PostgresDeliveries.Claimed;
import io.hop444.alert.postgres.PostgresDeliveries.Noted;
import io.hop444.localstack.LocalStack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Claims and notes of those who send, several at once. */
@Order(40)
class DeliveriesIT {

  private static final Instant NOW = Instant.parse("2026-11-20T10:05:10Z");
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final Attempt DELIVERED =
      new Attempt(DeliveryOutcome.ofStatus(204, Optional.empty()), "");
  private static final Attempt BROKEN =
      new Attempt(DeliveryOutcome.ofStatus(500, Optional.empty()), "no");

  private static AgroalDataSource source;
  private PostgresDeliveries deliveries;

  @BeforeAll
  static void createTables() throws Exception {
    source = Tables.create(LocalStack.freshDatabase(), NOW);
  }

  @AfterAll
  static void close() {
    source.close();
  }

  @BeforeEach
  void fill() throws Exception {
    deliveries = at(NOW);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("truncate deliveries, delivery_attempts");
      // Two events of each of three incidents, oldest first.
      statement.execute(
          """
          insert into deliveries (target, feed_cursor, feed_at, incident_id, type, webhook_id,
                                  next_attempt_at, created_at, body)
          select 'default', n, '2026-11-20T10:05Z', 'incident-' || n % 3, 'incident.opened', 'msg_' || n,
                 timestamptz '2026-11-20T10:05Z', '2026-11-20T10:05Z', '{}'
            from generate_series(0, 5) n
          """);
    }
  }

  private PostgresDeliveries at(Instant time) {
    Database database = new Database(source);
    database.markMigrated();
    return new PostgresDeliveries(database, Clock.fixed(time, ZoneOffset.UTC));
  }

  private List<Claimed> claim(PostgresDeliveries replica) throws SQLException {
    return replica.claim("default", 10, LEASE);
  }

  private List<String> rows() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select state || ' ' || attempts || ' ' || (leased_until is not null)"
                    + " from deliveries order by feed_cursor")) {
      List<String> found = new ArrayList<>();
      while (row.next()) {
        found.add(row.getString(1));
      }
      return found;
    }
  }

  private static List<String> ids(List<Claimed> claimed) {
    return claimed.stream().map(Claimed::webhookId).toList();
  }

  @Test
  void shouldClaimOnlyTheOldestOfEachIncidentHoweverManyAreWanted() throws Exception {
    assertThat(ids(claim(deliveries))).containsExactly("msg_0", "msg_1", "msg_2");
    assertThat(claim(at(NOW))).isEmpty();
  }

  /** Sorting all that wait made a claim amid thousands of them twenty times as dear. */
  @Test
  void shouldReadThoseThatAreDueInTheOrderOfAnIndex() throws Exception {
    List<String> plan = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement explain =
            connection.prepareStatement("explain " + PostgresDeliveries.CLAIM)) {
      statement.execute(
          """
          insert into deliveries (target, feed_cursor, feed_at, incident_id, type, webhook_id,
                                  next_attempt_at, created_at)
          select target, feed_cursor + 10 * n, feed_at, incident_id || '-' || n, type, webhook_id || n,
                 next_attempt_at, created_at
            from deliveries, generate_series(1, 500) n
          """);
      explain.setString(1, "default");
      explain.setObject(2, Columns.time(NOW));
      explain.setObject(3, Columns.time(NOW));
      explain.setInt(4, 100);
      explain.setObject(5, Columns.time(NOW.plus(LEASE)));
      try (ResultSet row = explain.executeQuery()) {
        while (row.next()) {
          plan.add(row.getString(1));
        }
      }
    }

    assertThat(String.join("\n", plan))
        .contains("ix_deliveries_due")
        .doesNotContain("Sort Key: d.next_attempt_at");
  }

  @Test
  void shouldNoteDifferentOutcomesTogetherAndLetTheNextOfEachIncidentFollow() throws Exception {
    List<Claimed> claimed = claim(deliveries);

    deliveries.note(
        List.of(
            new Noted(claimed.get(0), DELIVERED, new NextStep.Finish()),
            new Noted(claimed.get(1), BROKEN, new NextStep.RetryAt(NOW.plusSeconds(60))),
            new Noted(claimed.get(2), BROKEN, new NextStep.GiveUp())));

    assertThat(rows()).startsWith("DELIVERED 1 false", "PENDING 1 false", "GIVEN_UP 1 false");
    assertThat(ids(claim(deliveries))).containsExactly("msg_3", "msg_5");
  }

  @Test
  void shouldNoteTheOthersWhenOneAnswerCannotBeStored() throws Exception {
    List<Claimed> claimed = claim(deliveries);
    Claimed unstorable =
        new Claimed(
            claimed.get(1).id(), "msg_1", claimed.get(1).kind(), "x", "{}", 1, NOW, NOW, null);
    Instant never = Instant.parse("+400000-01-01T00:00:00Z");

    assertThatThrownBy(
            () ->
                deliveries.note(
                    List.of(
                        new Noted(claimed.get(0), DELIVERED, new NextStep.Finish()),
                        new Noted(unstorable, BROKEN, new NextStep.RetryAt(never)),
                        new Noted(claimed.get(2), DELIVERED, new NextStep.Finish()))))
        .isInstanceOf(SQLException.class);

    assertThat(rows()).startsWith("DELIVERED 1 false", "PENDING 1 true", "DELIVERED 1 false");
  }

  @Test
  void shouldGiveBackWhatWasNotSentAsIfItHadNotBeenClaimed() throws Exception {
    List<Claimed> claimed = claim(deliveries);

    deliveries.giveBack(claimed);

    assertThat(rows()).containsOnly("PENDING 0 false");
    assertThat(claim(deliveries)).extracting(Claimed::attempts).containsOnly(1);
  }

  @Test
  void shouldNotGiveBackWhatAnotherReplicaHasClaimedMeanwhile() throws Exception {
    List<Claimed> claimed = claim(deliveries);
    PostgresDeliveries other = at(NOW.plus(LEASE));
    assertThat(claim(other)).hasSize(3);

    deliveries.giveBack(claimed);

    assertThat(rows()).startsWith("PENDING 2 true", "PENDING 2 true", "PENDING 2 true");
  }

  @Test
  void shouldSayHowLongAClaimLasts() throws Exception {
    assertThat(claim(deliveries)).extracting(Claimed::leasedUntil).containsOnly(NOW.plus(LEASE));
  }

  /** On a clock of its own: a look whenever something is due. */
  @Test
  void shouldDeliverEachOnceAndInOrderToATargetThatWasAwayForAnHour() throws Exception {
    RetrySchedule schedule =
        new RetrySchedule(Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofDays(3));
    Instant back = NOW.plus(Duration.ofHours(1));
    List<String> delivered = new ArrayList<>();
    int attempts = 0;
    TreeSet<Instant> looks = new TreeSet<>(List.of(NOW));
    while (!looks.isEmpty()) {
      Instant time = looks.pollFirst();
      assertThat(time).isBefore(back.plus(Duration.ofMinutes(25)));
      PostgresDeliveries at = at(time);
      List<Noted> noted = new ArrayList<>();
      for (Claimed claimed : claim(at)) {
        attempts++;
        Attempt attempt = time.isBefore(back) ? BROKEN : DELIVERED;
        // Each incident is due at times of its own: a look for one must not claim the others.
        double jitter = claimed.subject().charAt("incident-".length()) - '0' + 1;
        NextStep next =
            schedule.after(
                attempt.outcome(), claimed.attempts(), claimed.createdAt(), time, jitter / 4);
        noted.add(new Noted(claimed, attempt, next));
        if (next instanceof NextStep.RetryAt later) {
          looks.add(later.at());
        } else {
          delivered.add(claimed.webhookId());
          looks.add(time.plusSeconds(1));
        }
      }
      at.note(noted);
    }

    assertThat(delivered)
        .containsExactlyInAnyOrder("msg_0", "msg_1", "msg_2", "msg_3", "msg_4", "msg_5");
    for (int incident = 0; incident < 3; incident++) {
      assertThat(delivered).containsSubsequence("msg_" + incident, "msg_" + (incident + 3));
    }
    // Three incidents with growing pauses: some 17 attempts each, not one every few seconds.
    assertThat(attempts).isLessThan(70);
    assertThat(rows()).allMatch(row -> row.startsWith("DELIVERED"));
  }
}
