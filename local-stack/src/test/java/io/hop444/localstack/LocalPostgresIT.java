/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.hop444.localstack.LocalStackException.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {

  @TempDir Path data;

  @Test
  void shouldGoOnWithItsRowsAfterARestart() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
      execute(postgres, "create table kept (name text)", "insert into kept values ('ä')");
    }

    try (LocalPostgres again = LocalPostgres.start(data, 0)) {

      assertThat(value(again, "select name from kept")).isEqualTo("ä");
      assertThat(value(again, "show fsync")).isEqualTo("on");
      assertThat(value(again, "show server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void shouldKeepCommittedRowsWhenTheServerIsKilled() throws Exception {
    int port;
    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
      execute(postgres, "create table kept (name text)", "insert into kept values ('a')");
      port = postgres.port();

      postgres.process().destroyForcibly();
      await().until(() -> !postgres.process().isAlive());
    }

    try (LocalPostgres again = LocalPostgres.start(data, port)) {
      assertThat(value(again, "select name from kept")).isEqualTo("a");
    }
  }

  @Test
  void shouldEndWithTheProcessThatStartedIt() throws Exception {
    assumeThat(PostgresBinaries.isWindows()).isFalse();
    try (ChildJvm starter = ChildJvm.start(PostgresStarter.class, data.toString())) {
      ProcessHandle server = ProcessHandle.of(Long.parseLong(starter.line())).orElseThrow();
      assertThat(server.isAlive()).isTrue();

      starter.kill();

      await().atMost(Duration.ofSeconds(20)).until(() -> !server.isAlive());
    }
  }

  @Test
  void shouldStopAServerThatALostStarterLeftBehind() throws Exception {
    execute(LocalPostgres.start(data, 0), true, "create table kept (name text)");
    Process leftOver =
        PostgresProcess.onThisMachine()
            .startServer(
                data.toRealPath().resolve("pgdata"),
                data.resolve("left-over.log"),
                List.of("port=" + Loopback.freePort(), "unix_socket_directories="));
    PostmasterFile file = new PostmasterFile(data.toRealPath().resolve("pgdata"));
    await().until(() -> file.running().isPresent());

    try (LocalPostgres again = LocalPostgres.start(data, 0)) {

      assertThat(leftOver.isAlive()).isFalse();
      assertThat(value(again, "select count(*) from kept")).isEqualTo("0");
    }
  }

  @Test
  void shouldStartWhenAnotherProcessGotTheIdOfTheKilledServer() throws Exception {
    LocalPostgres.start(data, 0).close();
    Path pgdata = data.toRealPath().resolve("pgdata");
    Files.writeString(
        pgdata.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + pgdata + "\n");

    try (LocalPostgres again = LocalPostgres.start(data, 0)) {

      assertThat(value(again, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void shouldAskForThePasswordThatOnlyThisUserCanRead() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(value(postgres, "select rolsuper from pg_roles where rolname = current_user"))
          .isEqualTo("f");
    }
    for (String file : List.of(Secrets.OWNER_FILE, Secrets.SUPERUSER_FILE)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void shouldNameThePortWhenItIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

      LocalStackException problem = problemOf(taken.getLocalPort());

      assertThat(problem.reason()).isEqualTo(Reason.PORT_IN_USE);
      assertThat(problem).hasMessageContaining("Port " + taken.getLocalPort());
    }
  }

  @Test
  void shouldRefuseADirectoryThatIsInUse() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start(data, 0)) {

      LocalStackException problem = problemOf(0);

      assertThat(problem.reason()).isEqualTo(Reason.DATA_IN_USE);
      assertThat(value(postgres, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void shouldSayWhatToDoWhenItsDataIsDamaged() throws Exception {
    LocalPostgres.start(data, 0).close();
    Files.delete(data.resolve("pgdata").resolve("PG_VERSION"));

    LocalStackException problem = problemOf(0);

    assertThat(problem.reason()).isEqualTo(Reason.DATA_DAMAGED);
    assertThat(problem).hasMessageContaining("PG_VERSION").hasMessageContaining("backup");
  }

  private LocalStackException problemOf(int port) {
    return catchThrowableOfType(
        LocalStackException.class, () -> LocalPostgres.start(data, port).close());
  }

  private static Connection connect(LocalPostgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private static void execute(LocalPostgres postgres, String... statements) throws SQLException {
    execute(postgres, false, statements);
  }

  private static void execute(LocalPostgres postgres, boolean stop, String... statements)
      throws SQLException {
    try (Connection connection = connect(postgres);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    if (stop) {
      postgres.close();
    }
  }

  private static String value(LocalPostgres postgres, String query) throws SQLException {
    try (Connection connection = connect(postgres);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
