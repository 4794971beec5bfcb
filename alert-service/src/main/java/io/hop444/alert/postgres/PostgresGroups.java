/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.event.EventBody;
import io.hop444.alert.notice.Remedy;
import io.hop444.alert.routing.Inhibition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Incidents of one cause that are one event of a site or of the estate. An advisory lock makes
 * writers decide one after another; it is taken after the incidents' rows and before the feed's
 * lock.
 */
@ApplicationScoped
class PostgresGroups {

  private EventBody bodies;

  PostgresGroups() {}

  @Inject
  PostgresGroups(EventBody bodies) {
    this.bodies = bodies;
  }

  /** Before the number of a group, as the subject of deliveries. */
  static final String SUBJECT = "group:";

  /**
   * What a change has to do with groups.
   *
   * @param hidden its incident is told as part of a group
   * @param event of the group
   */
  record Membership(boolean hidden, Optional<GroupEvent> event) {
    static final Membership NONE = new Membership(false, Optional.empty());
  }

  /**
   * An event of a group.
   *
   * @param told who knows of the group already
   */
  record GroupEvent(String subject, String type, String body, Set<String> told) {}

  /** Forms, joins and ends groups. What is muted forms none. */
  Membership follow(
      Connection connection, Inhibition inhibition, StoredChange change, boolean muted)
      throws SQLException {
    if (!inhibition.active()) {
      return Membership.NONE;
    }
    Optional<Long> own = groupOf(connection, change.incidentId());
    boolean begins = change.type() == EventType.OPENED || change.type() == EventType.REOPENED;
    if (own.isPresent()) {
      return change.type() == EventType.RESOLVED || begins
          ? new Membership(true, Optional.of(changed(connection, own.get(), change)))
          : new Membership(true, Optional.empty());
    }
    if (!begins || muted) {
      return Membership.NONE;
    }
    lock(connection);
    for (Scope scope : Scope.values()) {
      Optional<Long> joined = join(connection, inhibition, scope, change);
      if (joined.isPresent()) {
        return new Membership(
            true, Optional.of(event(connection, joined.get(), "updated", change)));
      }
      Optional<Long> formed = form(connection, inhibition, scope, change);
      if (formed.isPresent()) {
        return new Membership(true, Optional.of(event(connection, formed.get(), "opened", change)));
      }
    }
    return Membership.NONE;
  }

  /** The wider one first. */
  private enum Scope {
    ESTATE {
      @Override
      Optional<Integer> threshold(Inhibition inhibition) {
        return inhibition.estateWide();
      }

      @Override
      String site(StoredChange change) {
        return "";
      }
    },
    SITE {
      @Override
      Optional<Integer> threshold(Inhibition inhibition) {
        return inhibition.siteWide();
      }

      @Override
      String site(StoredChange change) {
        return change.place().site();
      }
    };

    abstract Optional<Integer> threshold(Inhibition inhibition);

    abstract String site(StoredChange change);
  }

  private static final String OWN =
      """
      select g.id
        from incident_group_members m
        join incident_groups g on g.id = m.group_id and g.resolved_at is null
       where m.incident_id = ?
       order by g.scope
       limit 1
      """;

  private static Optional<Long> groupOf(Connection connection, String incident)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OWN)) {
      statement.setString(1, incident);
      return number(statement);
    }
  }

  private static void lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
      statement.setLong(1, AdvisoryLock.GROUPS.key());
      statement.execute();
    }
  }

  private static final String JOIN =
      """
      with open_group as (
        update incident_groups
           set started_at = least(started_at, ?), last_at = greatest(last_at, ?)
         where id = (
           select id from incident_groups
            where resolved_at is null and scope = ? and site = ? and cause = ?
              and started_at - ? * interval '1 millisecond' <= ?
              and last_at + ? * interval '1 millisecond' >= ?
            order by id limit 1)
        returning id
      ), member as (
        insert into incident_group_members (group_id, incident_id)
        select id, ? from open_group
      )
      select id from open_group
      """;

  private static Optional<Long> join(
      Connection connection, Inhibition inhibition, Scope scope, StoredChange change)
      throws SQLException {
    if (scope.threshold(inhibition).isEmpty()) {
      return Optional.empty();
    }
    Instant started = change.decision().after().observed().course().startedAt();
    try (PreparedStatement statement = connection.prepareStatement(JOIN)) {
      statement.setObject(1, Columns.time(started));
      statement.setObject(2, Columns.time(started));
      statement.setString(3, scope.name());
      statement.setString(4, scope.site(change));
      statement.setString(5, cause(change).name());
      statement.setLong(6, inhibition.within().toMillis());
      statement.setObject(7, Columns.time(started));
      statement.setLong(8, inhibition.within().toMillis());
      statement.setObject(9, Columns.time(started));
      statement.setString(10, change.incidentId());
      return number(statement);
    }
  }

  /** The incidents that began near this one make a group when they are enough. */
  private static final String FORM =
      """
      with near as (
        select id, site, back_end, started_at
          from incidents
         where state <> 'RESOLVED' and cause = ?
           and (? = '' or site = ?)
           and started_at between ?::timestamptz - ? * interval '1 millisecond'
                              and ?::timestamptz + ? * interval '1 millisecond'
      ), formed as (
        insert into incident_groups (scope, site, cause, opened_at, started_at, last_at)
        select ?, ?, ?, ?, min(started_at), max(started_at)
          from near
        having count(distinct case when ? = 'ESTATE' then site else back_end end) >= ?
        returning id
      ), members as (
        insert into incident_group_members (group_id, incident_id)
        select formed.id, near.id from formed, near
      ), unsent as (
        update deliveries
           set state = 'SUPERSEDED', finished_at = ?
         where exists (select from formed)
           and incident_id in (select id from near)
           and state = 'PENDING' and attempts = 0 and leased_until is null
      )
      select id from formed
      """;

  private static Optional<Long> form(
      Connection connection, Inhibition inhibition, Scope scope, StoredChange change)
      throws SQLException {
    Optional<Integer> threshold = scope.threshold(inhibition);
    if (threshold.isEmpty()) {
      return Optional.empty();
    }
    Instant started = change.decision().after().observed().course().startedAt();
    try (PreparedStatement statement = connection.prepareStatement(FORM)) {
      int column = 0;
      statement.setString(++column, cause(change).name());
      statement.setString(++column, scope.site(change));
      statement.setString(++column, scope.site(change));
      statement.setObject(++column, Columns.time(started));
      statement.setLong(++column, inhibition.within().toMillis());
      statement.setObject(++column, Columns.time(started));
      statement.setLong(++column, inhibition.within().toMillis());
      statement.setString(++column, scope.name());
      statement.setString(++column, scope.site(change));
      statement.setString(++column, cause(change).name());
      statement.setObject(++column, Columns.time(change.at()));
      statement.setString(++column, scope.name());
      statement.setInt(++column, threshold.get());
      statement.setObject(++column, Columns.time(change.at()));
      return number(statement);
    }
  }

  private static final String RESOLVE =
      """
      update incident_groups g
         set resolved_at = ?
       where g.id = ? and g.resolved_at is null
         and not exists (
           select from incident_group_members m
             join incidents i on i.id = m.incident_id
            where m.group_id = g.id and i.state <> 'RESOLVED')
      """;

  private GroupEvent changed(Connection connection, long group, StoredChange change)
      throws SQLException {
    lock(connection);
    boolean over;
    try (PreparedStatement statement = connection.prepareStatement(RESOLVE)) {
      statement.setObject(1, Columns.time(change.at()));
      statement.setLong(2, group);
      over = statement.executeUpdate() > 0;
    }
    return event(connection, group, over ? "resolved" : "updated", change);
  }

  private static final String TOLD =
      """
      select g.*,
             coalesce(sum(i.failed_requests), 0) as failed_requests,
             coalesce(sum(i.users_affected), 0) as users_affected,
             count(*) filter (where i.state <> 'RESOLVED') as failing,
             array_agg(distinct i.back_end order by i.back_end) as back_ends,
             array_agg(distinct i.site order by i.site) as sites
        from incident_groups g
        join incident_group_members m on m.group_id = g.id
        join incidents i on i.id = m.incident_id
       where g.id = ?
       group by g.id
      """;

  private GroupEvent event(Connection connection, long group, String what, StoredChange change)
      throws SQLException {
    String subject = SUBJECT + group;
    ObjectNode data = bodies.data();
    try (PreparedStatement statement = connection.prepareStatement(TOLD)) {
      statement.setLong(1, group);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        fill(data, subject, row);
      }
    }
    return new GroupEvent(
        subject,
        "group." + what,
        bodies.of("group." + what, change.at(), data),
        NotificationPlanner.knowing(connection, Set.of(subject)).getOrDefault(subject, Set.of()));
  }

  private void fill(ObjectNode data, String subject, ResultSet row) throws SQLException {
    String site = row.getString("site");
    Cause cause = Cause.valueOf(row.getString("cause"));
    int backEnds = Columns.texts(row, "back_ends").size();
    Instant resolved = Columns.instant(row, "resolved_at");
    data.put("id", subject);
    data.put("generation", 1);
    data.put("scope", row.getString("scope"));
    data.put("site", site);
    data.put("cause", cause.name());
    data.put("severity", Severity.OUTAGE.name());
    data.put("startedAt", Columns.instant(row, "started_at").toString());
    data.put("resolvedAt", resolved == null ? null : resolved.toString());
    data.put("usersAffected", row.getLong("users_affected"));
    data.put("usersExact", false);
    data.put("failedRequests", row.getLong("failed_requests"));
    ArrayNode names = data.putArray("backEnds");
    Columns.texts(row, "back_ends").forEach(names::add);
    ArrayNode sites = data.putArray("sites");
    Columns.texts(row, "sites").forEach(sites::add);
    data.put(
        "summary",
        (site.isEmpty() ? "The estate" : "Site " + site)
            + ": the second hop to "
            + backEnds
            + " back ends failed, "
            + cause
            + "; "
            + row.getLong("failing")
            + " still fail.");
    data.put("fix", Remedy.of(cause, "each back end"));
    data.put("link", bodies.page("cause", cause.name()));
  }

  private static Cause cause(StoredChange change) {
    return change.decision().after().observed().diagnosis().cause();
  }

  private static Optional<Long> number(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getLong("id")) : Optional.empty();
    }
  }
}
