/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.event.EventBody;
import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.routing.Watch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Signs of life of collectors and of the correlator, and who is told when there are none. Each
 * silence is told once, whatever the number of replicas, and so is its end.
 */
@ApplicationScoped
public class PostgresWatched {

  private static final String COLLECTOR = "COLLECTOR";
  private static final String CORRELATOR = "CORRELATOR";

  private Database database;
  private PostgresOutbox outbox;
  private EventBody bodies;
  private Watch watch;
  private Clock clock;

  PostgresWatched() {}

  @Inject
  PostgresWatched(
      Database database,
      PostgresOutbox outbox,
      EventBody bodies,
      CheckedConfig config,
      Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.bodies = bodies;
    this.watch = config.routing().watch();
    this.clock = clock;
  }

  /**
   * A part of the system.
   *
   * @param site of its last sign of life; empty for the correlator
   * @param sites all whose logs a collector reads, sorted; empty where they were not asked for
   */
  public record Part(
      String kind,
      String name,
      String site,
      List<String> sites,
      Instant lastSeenAt,
      Instant quietSince) {

    /** Copies the list. */
    public Part {
      sites = List.copyOf(sites);
    }
  }

  private static final String SEEN =
      """
      insert into watched as known (kind, name, site, last_seen_at)
      values (?, ?, ?, ?)
      on conflict (kind, name) do update
         set site = excluded.site,
             last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at)
      """;

  /** Collectors gave signs of life: the sites of collectors by their names. */
  void seen(Connection connection, SortedMap<String, String> siteOfCollector, Instant now)
      throws SQLException {
    // In one order: replicas that see the same collectors must not wait for each other.
    try (PreparedStatement statement = connection.prepareStatement(SEEN)) {
      for (Map.Entry<String, String> one : siteOfCollector.entrySet()) {
        put(statement, COLLECTOR, one.getKey(), one.getValue(), now);
      }
      statement.executeBatch();
    }
  }

  private static final String OTHERS =
      "delete from watched where kind = '" + CORRELATOR + "' and name <> ?";

  /**
   * The correlator read on, or had nothing left to read. It is the only one: under another name it
   * would be missed for ever after its group was given a new one.
   */
  public void correlatorSeen(String group) throws SQLException {
    database.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
            statement.setString(1, group);
            statement.executeUpdate();
          }
          try (PreparedStatement statement = connection.prepareStatement(SEEN)) {
            put(statement, CORRELATOR, group, "", clock.instant());
            return statement.executeBatch().length;
          }
        });
  }

  private static void put(
      PreparedStatement statement, String kind, String name, String site, Instant at)
      throws SQLException {
    statement.setString(1, kind);
    statement.setString(2, name);
    statement.setString(3, site);
    statement.setObject(4, Columns.time(at));
    statement.addBatch();
  }

  private static final String FORGET =
      "delete from watched where kind = '" + COLLECTOR + "' and name = ?";

  /**
   * Waits no more for a collector; its next sign of life makes it known again.
   *
   * @return whether it was known
   */
  public boolean forgetCollector(String name) throws SQLException {
    return database.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setString(1, name);
            return statement.executeUpdate() > 0;
          }
        });
  }

  private static final String GONE_QUIET =
      """
      update watched
         set quiet_since = ?
       where kind = ? and quiet_since is null and last_seen_at < ?
      returning *, '{}'::text[] as sites
      """;

  private static final String ALIVE_AGAIN =
      """
      update watched
         set quiet_since = null
       where kind = ? and quiet_since is not null and last_seen_at > quiet_since
      returning *, '{}'::text[] as sites
      """;

  /**
   * Tells of those who went quiet and of those who are back.
   *
   * @return how many there were
   */
  public int look() throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    int told =
        database.transaction(
            connection ->
                look(connection, COLLECTOR, watch.collectorQuiet(), now)
                    + look(connection, CORRELATOR, watch.correlatorQuiet(), now));
    if (told > 0) {
      outbox.wake();
    }
    return told;
  }

  private int look(Connection connection, String kind, Duration quiet, Instant now)
      throws SQLException {
    List<PlannedDelivery> planned = new ArrayList<>();
    int changed = 0;
    try (PreparedStatement statement = connection.prepareStatement(GONE_QUIET)) {
      statement.setObject(1, Columns.time(now));
      statement.setString(2, kind);
      statement.setObject(3, Columns.time(now.minus(quiet)));
      for (Part part : parts(statement)) {
        changed++;
        planned.addAll(told(part, "watch.quiet", now));
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(ALIVE_AGAIN)) {
      statement.setString(1, kind);
      for (Part part : parts(statement)) {
        changed++;
        planned.addAll(told(part, "watch.alive", now));
      }
    }
    outbox.tell(connection, planned);
    return changed;
  }

  private List<PlannedDelivery> told(Part part, String type, Instant now) {
    String subject = "watch:" + part.kind().toLowerCase(Locale.ROOT) + ':' + part.name();
    ObjectNode data = bodies.data();
    data.put("id", subject);
    data.put("kind", part.kind() + "_QUIET");
    data.put("name", part.name());
    data.put("site", part.site());
    data.put("severity", Severity.WARNING.name());
    data.put("lastSeenAt", part.lastSeenAt().toString());
    data.put(
        "summary",
        (part.kind().equals(COLLECTOR) ? "Collector " : "Correlator ")
            + part.name()
            + (type.endsWith(".quiet")
                ? " gives no sign of life since " + part.lastSeenAt() + "; failures may go unseen."
                : " gives signs of life again."));
    data.put("link", bodies.page("view", "gaps"));
    List<PlannedDelivery> planned = new ArrayList<>();
    for (String target : watch.targets()) {
      planned.add(
          new PlannedDelivery(
              target,
              new PlannedDelivery.Event(
                  subject,
                  type,
                  NoticeKind.EVENT,
                  PlannedDelivery.webhookId(subject + '\n' + type + '\n' + now),
                  now),
              Optional.of(bodies.of(type, now, data)),
              PlannedDelivery.Timing.NOW));
    }
    return planned;
  }

  private static List<Part> parts(PreparedStatement statement) throws SQLException {
    List<Part> parts = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        parts.add(
            new Part(
                row.getString("kind"),
                row.getString("name"),
                row.getString("site"),
                List.of((String[]) row.getArray("sites").getArray()),
                Columns.instant(row, "last_seen_at"),
                Columns.instant(row, "quiet_since")));
      }
    }
    return parts;
  }

  /** Each sign of life of a collector is also its last word on a log, which tells the site. */
  private static final String ALL =
      """
      select kind, name, last_seen_at, quiet_since, coalesce(of_logs.sites, '{}') as sites,
             case when site = any (coalesce(of_logs.sites, array[site])) then site
                  else of_logs.sites[1] end as site
        from watched
        left join (select collector, array_agg(distinct site order by site) as sites
                     from log_progress
                    where ?::text[] is null or site = any (?)
                    group by collector) of_logs
          on kind = 'COLLECTOR' and of_logs.collector = name
       where ?::text[] is null or site = '' or site = any (?) or of_logs.sites is not null
       order by kind, name
       limit 1000
      """;

  /**
   * All parts that gave a sign of life once; those of no site concern every caller. Of the sites of
   * a collector the caller's are told.
   */
  public List<Part> all(SiteScope scope) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            for (int i = 1; i <= 4; i++) {
              statement.setArray(i, Columns.scope(statement, scope));
            }
            return parts(statement);
          }
        });
  }
}
