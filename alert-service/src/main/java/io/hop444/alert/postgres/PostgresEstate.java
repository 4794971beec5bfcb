/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.CertificateInUse;
import io.hop444.alert.domain.ServerName;
import io.hop444.alert.domain.ServerSnapshot;
import io.hop444.alert.domain.SiteScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the tables say of every server: all that anything was heard of. */
@ApplicationScoped
public class PostgresEstate {

  private Database database;

  PostgresEstate() {}

  @Inject
  PostgresEstate(Database database) {
    this.database = database;
  }

  /**
   * A server in numbers.
   *
   * @param incidents ids of those that are not resolved, the last to have started first
   * @param findings recent ones of severity OUTAGE or WARNING
   * @param lagBytes not yet in Kafka, over all its logs
   * @param readUpTo event time of the latest row that Kafka has; null when nothing was read
   * @param seenAt last sign of life of a collector of it; null when there was none
   */
  public record Server(
      ServerName name,
      long open,
      long acknowledged,
      List<String> incidents,
      List<String> causes,
      long findings,
      long openGaps,
      List<String> collectors,
      long logs,
      long lagBytes,
      Instant readUpTo,
      Instant seenAt,
      List<CertificateInUse> certificates) {}

  /** The first condition is for tables of servers, the second for incidents. */
  private static final String NUMBERS =
      """
      with logs as (
             select site, server, array_agg(distinct collector order by collector) as collectors,
                    count(*) filter (where log <> '') as logs, sum(lag_bytes) as lag_bytes,
                    max(read_up_to) as read_up_to, max(seen_at) as seen_at
               from log_progress
              where %1$s
              group by site, server),
           failing as (
             select site, back_end as server, count(*) filter (where state = 'OPEN') as open,
                    count(*) filter (where state = 'ACKNOWLEDGED') as acknowledged,
                    array_agg(id order by started_at desc, id) as incidents,
                    array_agg(distinct cause order by cause) as causes
               from incidents
              where state <> 'RESOLVED' and %2$s
              group by site, back_end),
           found as (
             select site, server, count(*) as findings
               from findings
              where last_at >= ? and severity in ('OUTAGE', 'WARNING') and %1$s
              group by site, server),
           missing as (
             select site, server, count(*) as open_gaps
               from gaps
              where open and %1$s
              group by site, server),
           names as (
             select site, server from logs
             union select site, server from failing
             union select site, server from found
             union select site, server from missing
             union select site, server from server_snapshots where %1$s)
      select site, server, open, acknowledged, incidents, causes, findings, open_gaps, collectors,
             logs, lag_bytes, read_up_to, seen_at
        from names
        left join logs using (site, server)
        left join failing using (site, server)
        left join found using (site, server)
        left join missing using (site, server)
      """;

  private static final String SERVERS =
      NUMBERS.formatted("true", "true")
          + """
             where (?::text[] is null or site = any (?))
             order by site, server
             limit ?
            """;

  /** Reads what is said of one server, by the tables' indexes. */
  static final String ONE_SERVER =
      NUMBERS.formatted("site = ? and server = ?", "site = ? and back_end = ?");

  /**
   * The servers of the scope, by site and name.
   *
   * @param foundSince findings that were last seen before do not count
   */
  public List<Server> servers(SiteScope scope, Instant foundSince, int limit) throws SQLException {
    return database.read(
        connection -> {
          Map<ServerName, List<CertificateInUse>> certificates =
              certificates(connection, scope, Optional.empty());
          try (PreparedStatement statement = connection.prepareStatement(SERVERS)) {
            statement.setObject(1, Columns.time(foundSince));
            statement.setArray(2, Columns.scope(statement, scope));
            statement.setArray(3, Columns.scope(statement, scope));
            statement.setInt(4, limit);
            return read(statement, certificates);
          }
        });
  }

  /** One server; empty when nothing was ever heard of it. */
  public Optional<Server> server(ServerName name, Instant foundSince) throws SQLException {
    return database.read(
        connection -> {
          Map<ServerName, List<CertificateInUse>> certificates =
              certificates(connection, SiteScope.ALL, Optional.of(name));
          try (PreparedStatement statement = connection.prepareStatement(ONE_SERVER)) {
            setServer(statement, name, foundSince);
            return read(statement, certificates).stream().findFirst();
          }
        });
  }

  static void setServer(PreparedStatement statement, ServerName name, Instant foundSince)
      throws SQLException {
    int column = 0;
    for (int table = 0; table < 5; table++) {
      if (table == 2) {
        statement.setObject(++column, Columns.time(foundSince));
      }
      statement.setString(++column, name.site());
      statement.setString(++column, name.server());
    }
  }

  private static List<Server> read(
      PreparedStatement statement, Map<ServerName, List<CertificateInUse>> certificates)
      throws SQLException {
    List<Server> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(read(row, certificates));
      }
    }
    return found;
  }

  private static Server read(ResultSet row, Map<ServerName, List<CertificateInUse>> certificates)
      throws SQLException {
    ServerName name = new ServerName(row.getString("site"), row.getString("server"));
    return new Server(
        name,
        row.getLong("open"),
        row.getLong("acknowledged"),
        Columns.textsOrNone(row, "incidents"),
        Columns.textsOrNone(row, "causes"),
        row.getLong("findings"),
        row.getLong("open_gaps"),
        Columns.textsOrNone(row, "collectors"),
        row.getLong("logs"),
        row.getLong("lag_bytes"),
        Columns.instant(row, "read_up_to"),
        Columns.instant(row, "seen_at"),
        CertificateInUse.latest(certificates.getOrDefault(name, List.of())));
  }

  private static final String BOUND =
      """
      select distinct on (site, server, origin, target) site, server, origin, last_taken_at, bound
        from server_snapshots
       where %s
       order by site, server, origin, target, taken_at desc
      """;

  private static final String BOUND_OF_ALL =
      BOUND.formatted("(?::text[] is null or site = any (?))");
  private static final String BOUND_OF_ONE = BOUND.formatted("site = ? and server = ?");

  private static Map<ServerName, List<CertificateInUse>> certificates(
      Connection connection, SiteScope scope, Optional<ServerName> only) throws SQLException {
    Map<ServerName, List<CertificateInUse>> found = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(only.isPresent() ? BOUND_OF_ONE : BOUND_OF_ALL)) {
      if (only.isPresent()) {
        statement.setString(1, only.get().site());
        statement.setString(2, only.get().server());
      } else {
        statement.setArray(1, Columns.scope(statement, scope));
        statement.setArray(2, Columns.scope(statement, scope));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          ServerName name = new ServerName(row.getString("site"), row.getString("server"));
          ServerSnapshot.Origin origin = ServerSnapshot.Origin.valueOf(row.getString("origin"));
          Instant seenAt = Columns.instant(row, "last_taken_at");
          Json.bound(row.getString("bound"))
              .forEach(
                  bound ->
                      found
                          .computeIfAbsent(name, unused -> new ArrayList<>())
                          .add(new CertificateInUse(bound, origin, seenAt)));
        }
      }
    }
    return found;
  }
}
