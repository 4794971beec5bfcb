/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.alert.config.AlertConfig;
import io.smallrye.config.SmallRyeConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLException;

/** Connects to PostgreSQL as the alert service will, and asks what the role may. */
final class DatabaseCheck {

  static final String URL = "quarkus.datasource.jdbc.url";
  private static final String USER = "quarkus.datasource.username";
  private static final String PASSWORD = "quarkus.datasource.password";
  private static final String FURTHER = "quarkus.datasource.jdbc.additional-jdbc-properties.";

  private final ServiceSettings settings;
  private final SmallRyeConfig config;
  private final AlertConfig alert;
  private final Surroundings around;

  DatabaseCheck(ServiceSettings settings, SmallRyeConfig config, Surroundings around) {
    this.settings = settings;
    this.config = config;
    this.alert = config.getConfigMapping(AlertConfig.class);
    this.around = around;
  }

  void check() {
    Optional<String> url = ServiceSettings.value(config, URL);
    if (url.isEmpty()) {
      settings.error(
          URL,
          "is not set, and there is no default.",
          "Set it to jdbc:postgresql://HOST:5432/hop444.");
      return;
    }
    if (!url.get().startsWith("jdbc:postgresql:")) {
      settings.error(
          URL, "is no address of PostgreSQL.", "Set it to jdbc:postgresql://HOST:5432/hop444.");
      return;
    }
    try (Connection connection = DriverManager.getConnection(url.get(), properties())) {
      settings.ok(
          URL, "PostgreSQL " + version(connection) + " answers as " + user(connection) + ".");
      if (!url.get().matches(".*[?&]sslmode=verify-(full|ca).*")
          && !properties().getProperty("sslmode", "").startsWith("verify-")
          && !isLocal(url.get())) {
        settings.warning(
            URL,
            "the server's certificate is not checked.",
            "Add ?sslmode=verify-full&sslrootcert=FILE (docs/security.md, PostgreSQL).");
      }
      new ClockCheck(settings, around).compare(URL, "the database", time(connection));
      boolean empty =
          new MigrationCheck(settings, alert).check(connection, url.get(), properties());
      rights(connection, empty);
    } catch (SQLException e) {
      refused(url.get(), e);
    }
  }

  private static boolean isLocal(String url) {
    return url.matches("jdbc:postgresql:(//(127\\.0\\.0\\.1|localhost|\\[::1\\])[:/].*|/.*)");
  }

  private Properties properties() {
    Properties properties = new Properties();
    for (Map.Entry<String, String> one : ServiceSettings.below(config, FURTHER).entrySet()) {
      properties.setProperty(one.getKey().replace("\"", ""), one.getValue());
    }
    properties.setProperty("connectTimeout", "4");
    properties.setProperty("socketTimeout", "20");
    properties.setProperty("ApplicationName", "hop444-check-config");
    ServiceSettings.value(config, USER).ifPresent(user -> properties.setProperty("user", user));
    ServiceSettings.value(config, PASSWORD)
        .ifPresent(password -> properties.setProperty("password", password));
    return properties;
  }

  private void refused(String url, SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    String message = firstLine(failure);
    String place = url.replaceFirst("\\?.*", "");
    if (message.contains("no password was provided")) {
      settings.error(
          PASSWORD,
          "is not set, and " + place + " asks for one.",
          "Write QUARKUS_DATASOURCE_PASSWORD=… into "
              + settings.folder().resolve("environment")
              + " (chmod 600), or set it in the file of settings.");
    } else if (state.startsWith("28")) {
      settings.error(
          settings.firstSet(PASSWORD, USER),
          place + " refuses the user: " + message + ".",
          "Correct " + USER + " and " + PASSWORD + ", or pg_hba.conf of the server.");
    } else if (state.equals("3D000")) {
      settings.error(
          URL, message + ".", "create database hop444 owner hop444_owner; or correct the name.");
    } else if (isTls(failure, message)) {
      settings.error(
          URL,
          "the TLS handshake with " + place + " fails: " + message + ".",
          "Check sslmode and sslrootcert (the authority of the server's certificate), and that the"
              + " host is named as in the certificate.");
    } else {
      settings.error(
          URL,
          place + " cannot be reached: " + message + ".",
          "Is PostgreSQL running, are host and port right, and does a firewall let this machine"
              + " through?");
    }
  }

  private static boolean isTls(SQLException failure, String message) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return message.contains("SSL");
  }

  /** What the role may do with the tables, by how it is to run. */
  private void rights(Connection connection, boolean empty) throws SQLException {
    if (alert.migrateAtStart() || alert.migrateOnly()) {
      String lacking = empty ? one(connection, MAY_MAKE) : one(connection, NOT_OWNED);
      if (lacking != null) {
        settings.error(
            settings.firstSet("alert.migrate-at-start", USER),
            "the role " + user(connection) + " " + lacking + ", and is to make the tables.",
            "Run once as the owner with alert.migrate-only=true, and set alert.migrate-at-start=false"
                + " here (docs/security.md, PostgreSQL).");
        return;
      }
      settings.ok(USER, "the role " + user(connection) + " may make and upgrade the tables.");
      runTimeRole(connection);
      return;
    }
    if (empty) {
      return;
    }
    String lacking = one(connection, WITHOUT_RIGHTS);
    if (lacking == null) {
      settings.ok(USER, "the role " + user(connection) + " may read and write all tables.");
    } else {
      settings.error(
          USER,
          "the role " + user(connection) + " lacks rights to " + lacking + ".",
          "Run once as the owner with alert.migrate-only=true and alert.run-time-role="
              + user(connection)
              + ".");
    }
  }

  private void runTimeRole(Connection connection) throws SQLException {
    if (alert.runTimeRole().isEmpty()) {
      return;
    }
    String role = alert.runTimeRole().get();
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
      statement.setString(1, role);
      try (ResultSet rows = statement.executeQuery()) {
        if (rows.next()) {
          settings.ok("alert.run-time-role", "the role " + role + " is there.");
        } else {
          settings.error(
              "alert.run-time-role",
              "there is no role " + role + ".",
              "create role " + role + " login password '…';");
        }
      }
    }
  }

  private static final String MAY_MAKE =
      """
      select 'may not make tables in schema ' || coalesce(current_schema(), 'public')
       where not has_schema_privilege(coalesce(current_schema(), 'public'), 'CREATE')
      """;

  private static final String NOT_OWNED =
      """
      select 'does not own ' || count(*) || ' of the tables, such as ' || min(relname)
        from pg_class
       where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
         and not pg_has_role(relowner, 'USAGE')
      having count(*) > 0
      """;

  private static final String WITHOUT_RIGHTS =
      """
      select string_agg(relname, ', ' order by relname)
        from pg_class
       where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
         and not relispartition
         and not (has_table_privilege(oid, 'SELECT')
                  and (relname = 'flyway_schema_history' or has_table_privilege(oid, 'INSERT'))
                  and (relname = 'flyway_schema_history' or relname like 'audit%'
                       or has_table_privilege(oid, 'UPDATE') and has_table_privilege(oid, 'DELETE')))
      having count(*) > 0
      """;

  private static String one(Connection connection, String question) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static String version(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductVersion();
  }

  private static String user(Connection connection) throws SQLException {
    return one(connection, "select current_user");
  }

  private static java.time.Instant time(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select clock_timestamp()")) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static String firstLine(SQLException failure) {
    String message = String.valueOf(failure.getMessage()).strip();
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
