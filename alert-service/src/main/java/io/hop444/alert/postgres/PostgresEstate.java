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

  private static final String SERVERS =
      """
      with asked as (select ?::text[] as sites, ?::text as one_site, ?::text as one_server),
           logs as (
             select site, server, array_agg(distinct collector order by collector) as collectors,
                    count(*) filter (where log <> '') as logs, sum(lag_bytes) as lag_bytes,
                    max(read_up_to) as read_up_to, max(seen_at) as seen_at
               from log_progress
              group by site, server),
           failing as (
             select site, back_end as server, count(*) filter (where state = 'OPEN') as open,
                    count(*) filter (where state = 'ACKNOWLEDGED') as acknowledged,
                    array_agg(id order by started_at desc, id) as incidents,
                    array_agg(distinct cause order by cause) as causes
               from incidents
              where state <> 'RESOLVED'
              group by site, back_end),
           found as (
             select site, server, count(*) as findings
               from findings
              where last_at >= ? and severity in ('OUTAGE', 'WARNING')
              group by site, server),
           missing as (
             select site, server, count(*) as open_gaps
               from gaps
              where open
              group by site, server),
           names as (
             select site, server from logs
             union select site, server from failing
             union select site, server from found
             union select site, server from missing
             union select site, server from server_snapshots)
      select site, server, open, acknowledged, incidents, causes, findings, open_gaps, collectors,
             logs, lag_bytes, read_up_to, seen_at
        from asked
       cross join names
        left join logs using (site, server)
        left join failing using (site, server)
        left join found using (site, server)
        left join missing using (site, server)
       where (sites is null or site = any (sites))
         and (one_site is null or (site, server) = (one_site, one_server))
       order by site, server
       limit ?
      """;

  /**
   * The servers of the scope, by site and name.
   *
   * @param foundSince findings that were last seen before do not count
   */
  public List<Server> servers(SiteScope scope, Instant foundSince, int limit) throws SQLException {
    return servers(scope, Optional.empty(), foundSince, limit);
  }

  /** One server; empty when nothing was ever heard of it. */
  public Optional<Server> server(ServerName name, Instant foundSince) throws SQLException {
    return servers(SiteScope.ALL, Optional.of(name), foundSince, 1).stream().findFirst();
  }

  private List<Server> servers(
      SiteScope scope, Optional<ServerName> only, Instant foundSince, int limit)
      throws SQLException {
    return database.read(
        connection -> {
          Map<ServerName, List<CertificateInUse>> certificates =
              certificates(connection, scope, only);
          try (PreparedStatement statement = connection.prepareStatement(SERVERS)) {
            statement.setArray(1, Columns.scope(statement, scope));
            statement.setString(2, only.map(ServerName::site).orElse(null));
            statement.setString(3, only.map(ServerName::server).orElse(null));
            statement.setObject(4, Columns.time(foundSince));
            statement.setInt(5, limit);
            List<Server> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(read(row, certificates));
              }
            }
            return found;
          }
        });
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
      select distinct on (site, server, origin) site, server, origin, last_taken_at, bound
        from server_snapshots
       where (?::text[] is null or site = any (?))
         and (?::text is null or (site, server) = (?, ?))
       order by site, server, origin, taken_at desc
      """;

  private static Map<ServerName, List<CertificateInUse>> certificates(
      Connection connection, SiteScope scope, Optional<ServerName> only) throws SQLException {
    Map<ServerName, List<CertificateInUse>> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(BOUND)) {
      statement.setArray(1, Columns.scope(statement, scope));
      statement.setArray(2, Columns.scope(statement, scope));
      statement.setString(3, only.map(ServerName::site).orElse(null));
      statement.setString(4, only.map(ServerName::site).orElse(null));
      statement.setString(5, only.map(ServerName::server).orElse(null));
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
