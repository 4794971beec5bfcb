/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.localstack.LocalStack;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The ways of docs/operations.md and docs/security.md from the tables of an earlier release to
 * today's, and back. Tables are made by a role that may nothing else; who runs the commands, as
 * they stand there, may make databases and roles, and is no superuser either.
 */
class UpgradeIT {

  /** The tables as they were before people could act on incidents. */
  private static final String EARLIER = "006";

  private static final String INCIDENT =
      """
      insert into incidents (id, version, generation, site, back_end, cause, confidence, state,
        started_at, detected_at, last_failure_at, opened_at, updated_at, front_ends,
        recovered_front_ends, protocols, users_affected, users_exact, failed_requests, summary, hops,
        reasons_for, reasons_against)
      values ('inc-1', 7, 1, 'DUB', 'mbx07', 'EXPIRED', 'HIGH', 'OPEN', now(), now(), now(), now(),
        now(), '{cas01}', '{}', '{Owa}', 3, true, 12, 'mbx07 fails.', '[]', '{}', '{}')
      """;

  /** Roles are made as if by a superuser, who is a member of all. */
  private static final String ADMINISTRATOR = "set createrole_self_grant = 'set, inherit'; ";

  private static final String KEPT = "select version || ' ' || summary from incidents";

  private static final AtomicInteger MADE = new AtomicInteger();
  private static LocalStack.Database administrator;

  /** As the role that owns it, which has its name. */
  private LocalStack.Database database;

  @BeforeAll
  static void connect() {
    administrator = LocalStack.freshDatabase();
  }

  @BeforeEach
  void makeTheTablesOfTheEarlierRelease() {
    String name = "upgraded_" + MADE.incrementAndGet();
    database = as(name, "CHANGE-ME", name);
    administer("create role hop444 login", name);
    flyway(database, EARLIER).migrate();
    new Sql(database).run(INCIDENT);
  }

  @Test
  void shouldKeepRowsAndGoBackToTheCopyThatWasMadeBefore() {
    Sql owner = new Sql(database);
    administer("template hop444", database.user());
    flyway(database, "latest").migrate();
    flyway(database, "latest").validate();
    assertThat(owner.value(KEPT)).isEqualTo("7 mbx07 fails.");
    owner.run("update incidents set version = 9, summary = 'later'");

    administer("rename to hop444_after", database.user());

    flyway(database, EARLIER).validate();
    assertThat(owner.value(KEPT)).isEqualTo("7 mbx07 fails.");
    owner.run(
        "update incidents set version = 8",
        "create table feed_2031_01 partition of feed for values from ('2031-01-01Z') to"
            + " ('2031-02-01Z')");
  }

  @Test
  void shouldHandTheTablesToAnOwnerAndServeAsTheRoleThatHadThem() {
    String service = database.user();
    String owner = service + "_owner";
    LocalStack.Database ofOwner = as(owner, "o", nameOf(database));
    new Sql(as(administrator.user(), administrator.password(), nameOf(database)))
        .run(
            (ADMINISTRATOR + "create role %2$s login password 'o'; reassign owned by %1$s to %2$s")
                .formatted(service, owner)
                .split(";\\s*"));

    flyway(ofOwner, "latest").migrate();
    new Sql(ofOwner).value("select grant_run_time_rights('%s')".formatted(service));

    assertThat(flyway(database, "latest").info().pending()).isEmpty();
    Sql serving = new Sql(database);
    assertThat(serving.value(KEPT)).isEqualTo("7 mbx07 fails.");
    serving.run("update incidents set version = 8");
    assertThat(serving.value("select make_month('feed', '2031-01-01')")).isEqualTo("t");
    for (String refused :
        new String[] {"drop table incidents", "delete from audit", "alter table feed add a int"}) {
      assertThatThrownBy(() -> serving.run(refused))
          .as(refused)
          .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }
  }

  /** Runs a block of docs/operations.md for another database than hop444. */
  private static void administer(String words, String name) {
    String block = Operations.read().block(words).replace("hop444", name).strip();
    new Sql(administrator).run((ADMINISTRATOR + block).split(";\\s*"));
  }

  private static LocalStack.Database as(String role, String password, String name) {
    String url = administrator.jdbcUrl();
    return new LocalStack.Database(
        url.substring(0, url.lastIndexOf('/') + 1) + name, role, password);
  }

  private static String nameOf(LocalStack.Database database) {
    return database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
  }

  private static Flyway flyway(LocalStack.Database database, String target) {
    return Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .locations("classpath:db/migration")
        .target(MigrationVersion.fromVersion(target))
        .load();
  }
}
