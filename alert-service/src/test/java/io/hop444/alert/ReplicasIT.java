/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.localstack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two services on one database; one of them is killed, and the other moves to a backup. */
@Order(SharedAlert.OF_THEIR_OWN + 3)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasIT {

  private static final int CHANGES = 400;

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.none();

  @TempDir static Path directory;

  private static LocalStack.Database database;
  private static AlertProcess first;
  private static AlertProcess second;

  @BeforeAll
  static void start() throws Exception {
    database = LocalStack.freshDatabase();
    Map<String, String> settings = withToken(AlertProcess.settings(database));
    settings.putAll(SHARED.receiver().settings());
    // What a killed replica was sending is the other's when its lease has ended.
    settings.put("alert.webhook.timeout", "1s");
    Files.writeString(directory.resolve("admin-token"), SharedAlert.GIVEN_TOKEN + "\n");
    first = AlertProcess.launched(settings, Files.createDirectory(directory.resolve("first")));
    second = AlertProcess.launched(settings, Files.createDirectory(directory.resolve("second")));
    first.awaitReady();
    second.awaitReady();
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
  }

  @Test
  @Order(1)
  void shouldFeedAndDeliverWithNothingMissedOrDoubledWhenAReplicaIsKilled() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      changes.add(Change.opened("replica-" + i).at("REP", "mbx-r" + i));
    }
    List<String> sse;
    List<String> socket;
    try (FeedReader stream = FeedReader.of(first, SharedAlert.GIVEN_TOKEN, "", "0");
        SocketReader web = SocketReader.of(first, SharedAlert.GIVEN_TOKEN, "?after=0")) {
      SHARED.wire().sendAll(changes);
      await().until(() -> stream.ids().size() > 20 && web.ids().size() > 20);
      first.kill();
      await().until(() -> stream.hasEnded() && web.hasEnded());
      sse = new ArrayList<>(stream.ids());
      socket = new ArrayList<>(web.ids());
    }

    try (FeedReader stream =
            FeedReader.of(second, SharedAlert.GIVEN_TOKEN, "", sse.get(sse.size() - 1));
        SocketReader web =
            SocketReader.of(
                second, SharedAlert.GIVEN_TOKEN, "?after=" + socket.get(socket.size() - 1));
        FeedReader all = FeedReader.of(second, SharedAlert.GIVEN_TOKEN, "", "0")) {
      await().until(() -> all.ids().size() == CHANGES);
      await().until(() -> sse.size() + stream.ids().size() >= CHANGES);
      await().until(() -> socket.size() + web.ids().size() >= CHANGES);
      sse.addAll(stream.ids());
      socket.addAll(web.ids());

      assertThat(sse).isEqualTo(all.ids());
      assertThat(socket).isEqualTo(all.ids());
    }
    await().until(() -> new Sql(database).value(PENDING).equals("0"));
    for (int i = 0; i < CHANGES; i++) {
      assertThat(SHARED.receiver().once("replica-" + i))
          .extracting(Receiver.Got::type)
          .containsExactly("incident.opened");
    }
  }

  private static final String PENDING = "select count(*) from deliveries where state = 'PENDING'";

  /** By the commands of docs/operations.md, by the tables' owner, for a role that owns none. */
  @Test
  @Order(2)
  void shouldGoOnFromABackup() throws Exception {
    Operations operations = Operations.with("psql");
    second.stop();
    Sql from = new Sql(database);
    from.run("select make_month('audit', '2024-02-01')", "select make_month('feed', '2024-02-01')");
    LocalStack.Database empty = LocalStack.freshDatabase();
    Sql into = new Sql(empty);
    Path files = Files.createDirectory(directory.resolve("backup"));

    operations.run("psql -At \"$OLD\"", files, Map.of("OLD", address(database)));
    AlertProcess.makeTables(
        empty, SharedAlert.RUN_TIME_ROLE, Files.createDirectory(directory.resolve("maker")));
    assertThat(into.value("select count(*) from incidents")).isEqualTo("0");
    operations.run("delete from feed_floor", files, Map.of("NEW", address(empty)));

    List<String> tables = Files.readAllLines(files.resolve("tables"));
    assertThat(tables).contains("incidents", "feed", "audit", "deliveries", "api_tokens");
    assertThat(into.list(TRIGGERS)).isEqualTo(from.list(TRIGGERS)).isNotEmpty();
    for (String table : tables) {
      String question =
          "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '')"
              + " from %s t".formatted(table);
      assertThat(into.value(question)).as(table).isEqualTo(from.value(question));
    }
    try (AlertProcess restored =
        AlertProcess.started(
            withToken(AlertProcess.settings(empty, SharedAlert.RUN_TIME_ROLE)),
            Files.createDirectory(directory.resolve("third")))) {
      String last = from.value("select max(cursor) from feed");
      try (FeedReader feed = FeedReader.of(restored, SharedAlert.GIVEN_TOKEN, "", last)) {
        SHARED.wire().send(Change.opened("after-restore"));
        await().until(() -> !feed.ids().isEmpty());

        assertThat(feed.types()).containsExactly("incident.opened");
        assertThat(Long.parseLong(feed.ids().get(0))).isGreaterThan(Long.parseLong(last));
      }
    }
  }

  private static final String TRIGGERS =
      """
      select tgrelid::regclass || ' ' || tgname from pg_trigger where not tgisinternal order by 1
      """;

  /** As psql takes it. */
  private static String address(LocalStack.Database of) {
    return of.jdbcUrl()
        .replace("jdbc:postgresql://", "postgresql://" + of.user() + ':' + of.password() + '@');
  }

  private static Map<String, String> withToken(Map<String, String> settings) {
    settings.put("alert.admin-token-file", directory.resolve("admin-token").toString());
    return settings;
  }
}
