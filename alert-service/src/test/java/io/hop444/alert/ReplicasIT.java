/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.localstack.LocalStack;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
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
import org.postgresql.PGConnection;

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
    Map<String, String> settings = settings(database);
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
  void shouldResumeAtAnotherReplicaWithNothingMissedOrDoubled() {
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
  }

  /** Every table with its rows, ordered so that what is referred to comes first. */
  private static final String TABLES =
      """
      select c.relname
        from pg_class c
       where c.relnamespace = 'public'::regnamespace
         and c.relkind in ('r', 'p') and not c.relispartition
         and c.relname <> 'flyway_schema_history'
       order by (select count(*) from pg_constraint f where f.conrelid = c.oid and f.contype = 'f'),
                c.relname
      """;

  private static final String SEQUENCES =
      """
      select format('select setval(%L, %s)', schemaname || '.' || sequencename, last_value)
        from pg_sequences
       where schemaname = 'public' and last_value is not null
      """;

  /** As docs/operations.md describes it for a server whose pg_dump is not at hand. */
  @Test
  @Order(2)
  void shouldGoOnFromABackup() throws Exception {
    second.stop();
    Sql from = new Sql(database);
    LocalStack.Database empty = LocalStack.freshDatabase();
    Sql into = new Sql(empty);
    Map<String, String> making = settings(empty);
    making.put("alert.migrate-only", "true");
    try (AlertProcess maker =
        AlertProcess.launched(making, Files.createDirectory(directory.resolve("maker")))) {
      assertThat(maker.awaitEnd()).as(maker.log()).isZero();
    }
    assertThat(into.value("select count(*) from incidents")).isEqualTo("0");

    List<String> tables = from.list(TABLES);
    try (Connection source = from.connect();
        Connection target = into.connect()) {
      for (String partition :
          from.list("select relname from pg_class where relispartition and relkind = 'r'")) {
        String table = partition.replaceFirst("_\\d{4}_\\d{2}$", "");
        String bounds =
            from.value(
                "select pg_get_expr(relpartbound, oid) from pg_class where relname = '%s'"
                    .formatted(partition));
        into.run(
            "create table if not exists %s partition of %s %s".formatted(partition, table, bounds));
      }
      for (String table : tables) {
        Path file = directory.resolve(table + ".copy");
        try (OutputStream out = Files.newOutputStream(file)) {
          source
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("copy (select * from " + table + ") to stdout", out);
        }
        if (into.value("select count(*) from " + table).equals("1")) {
          into.run("delete from " + table);
        }
        try (InputStream in = Files.newInputStream(file)) {
          target
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy " + table + " from stdin", in);
        }
      }
      from.list(SEQUENCES).forEach(into::value);
    }

    for (String table : tables) {
      String question =
          "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '')"
              + " from %s t".formatted(table);
      assertThat(into.value(question)).as(table).isEqualTo(from.value(question));
    }
    try (AlertProcess restored =
        AlertProcess.started(settings(empty), Files.createDirectory(directory.resolve("third")))) {
      String last = from.value("select max(cursor) from feed");
      try (FeedReader feed = FeedReader.of(restored, SharedAlert.GIVEN_TOKEN, "", last)) {
        SHARED.wire().send(Change.opened("after-restore"));
        await().until(() -> !feed.ids().isEmpty());

        assertThat(feed.types()).containsExactly("incident.opened");
        assertThat(Long.parseLong(feed.ids().get(0))).isGreaterThan(Long.parseLong(last));
      }
    }
  }

  private static Map<String, String> settings(LocalStack.Database of) {
    Map<String, String> settings = AlertProcess.settings(of);
    settings.put("alert.admin-token-file", directory.resolve("admin-token").toString());
    return settings;
  }
}
