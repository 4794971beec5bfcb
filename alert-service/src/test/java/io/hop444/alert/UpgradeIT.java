/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.localstack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of docs/operations.md from the tables of an earlier release to today's, and back. */
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

  private LocalStack.Database database;

  @BeforeEach
  void makeTheTablesOfTheEarlierRelease() throws SQLException {
    database = LocalStack.freshDatabase();
    flyway(database, EARLIER).migrate();
    execute(database, INCIDENT);
  }

  @Test
  void shouldKeepRowsOfEarlierReleases() throws SQLException {
    flyway(database, "latest").migrate();

    assertThat(one(database, "select version || ' ' || summary from incidents where id = 'inc-1'"))
        .isEqualTo("7 mbx07 fails.");
    assertThat(flyway(database, "latest").info().pending()).isEmpty();
    flyway(database, "latest").validate();
  }

  @Test
  void shouldGoBackToTheCopyThatWasMadeBefore() throws SQLException {
    String name = database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
    LocalStack.Database other = LocalStack.freshDatabase();
    execute(other, "create database " + name + "_before template " + name);
    flyway(database, "latest").migrate();
    execute(database, "update incidents set version = 9, summary = 'later'");

    execute(other, "alter database " + name + " rename to " + name + "_after");
    execute(other, "alter database " + name + "_before rename to " + name);

    flyway(database, EARLIER).validate();
    assertThat(one(database, "select version || ' ' || summary from incidents where id = 'inc-1'"))
        .isEqualTo("7 mbx07 fails.");
    execute(database, "update incidents set version = 8");
  }

  private static Flyway flyway(LocalStack.Database database, String target) {
    return Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .locations("classpath:db/migration")
        .target(MigrationVersion.fromVersion(target))
        .load();
  }

  private static void execute(LocalStack.Database on, String sql) throws SQLException {
    try (Connection connection = connect(on);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(LocalStack.Database on, String sql) throws SQLException {
    try (Connection connection = connect(on);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(LocalStack.Database on) throws SQLException {
    return DriverManager.getConnection(on.jdbcUrl(), on.user(), on.password());
  }
}
