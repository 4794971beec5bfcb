/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.event.EventBody;
import io.hop444.alert.notice.Remedy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;

/** What is told of a group: its incidents taken together. */
@ApplicationScoped
class GroupNews {

  /** Before the number of a group, as the subject of deliveries. */
  static final String SUBJECT = "group:";

  private EventBody bodies;

  GroupNews() {}

  @Inject
  GroupNews(EventBody bodies) {
    this.bodies = bodies;
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

  /**
   * @param what opened, updated or resolved
   * @param change that it is told for
   */
  PostgresGroups.GroupEvent event(
      Connection connection, long group, String what, StoredChange change) throws SQLException {
    String subject = SUBJECT + group;
    ObjectNode data = bodies.data();
    try (PreparedStatement statement = connection.prepareStatement(TOLD)) {
      statement.setLong(1, group);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        fill(data, subject, row);
      }
    }
    return new PostgresGroups.GroupEvent(
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
}
