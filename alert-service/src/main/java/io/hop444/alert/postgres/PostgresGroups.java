/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.EventType;
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

  private GroupNews news;

  PostgresGroups() {}

  @Inject
  PostgresGroups(GroupNews news) {
    this.news = news;
  }

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
            true, Optional.of(news.event(connection, joined.get(), "updated", change)));
      }
      Optional<Long> formed = form(connection, inhibition, scope, change);
      if (formed.isPresent()) {
        return new Membership(
            true, Optional.of(news.event(connection, formed.get(), "opened", change)));
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
    return news.event(connection, group, over ? "resolved" : "updated", change);
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
