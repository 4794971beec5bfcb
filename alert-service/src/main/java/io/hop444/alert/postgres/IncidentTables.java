/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.Incident;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of incidents, their evidence and their timeline, in a transaction of the caller's. */
final class IncidentTables {

  private IncidentTables() {}

  private static final String LOCK_INCIDENTS =
      """
      select i.*, e.pieces
        from incidents i
        left join evidence e on e.incident_id = i.id
       where i.id = any (?)
       order by i.id
         for update of i
      """;

  /** Incidents as they are, locked in the order of their ids. */
  static Map<String, Incident> locked(Connection connection, Set<String> ids) throws SQLException {
    Map<String, Incident> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LOCK_INCIDENTS)) {
      statement.setArray(1, Columns.texts(statement, ids));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Incident incident = IncidentRow.read(row, Json.evidence(row.getString("pieces")));
          found.put(incident.id(), incident);
        }
      }
    }
    return found;
  }

  /** A row that came up meanwhile violates the key: the transaction is then tried again. */
  private static final String INSERT_INCIDENT =
      """
      insert into incidents (
        version, generation, site, back_end, cause, confidence, state, acknowledged_by,
        acknowledged_at, started_at, detected_at, last_failure_at, resolved_at, opened_at,
        updated_at, front_ends, recovered_front_ends, protocols, users_affected, users_exact,
        failed_requests, summary, hops, reasons_for, reasons_against, changed_by,
        revision, severity, assignee, resolved_by, resolved_reason, scope, group_id,
        group_back_ends, thumbprint, id)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?,
              ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE_INCIDENT =
      """
      update incidents
         set (version, generation, site, back_end, cause, confidence, state, acknowledged_by,
              acknowledged_at, started_at, detected_at, last_failure_at, resolved_at, opened_at,
              updated_at, front_ends, recovered_front_ends, protocols, users_affected, users_exact,
              failed_requests, summary, hops, reasons_for, reasons_against, changed_by,
              revision, severity, assignee, resolved_by, resolved_reason, scope, group_id,
              group_back_ends, thumbprint)
           = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?,
              ?, ?, ?, ?, ?, ?, ?, ?, ?)
       where id = ?
      """;

  /**
   * @param old ids of those that are there already
   */
  static void write(Connection connection, Collection<Incident> incidents, Set<String> old)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_INCIDENT);
        PreparedStatement update = connection.prepareStatement(UPDATE_INCIDENT)) {
      for (Incident incident : incidents) {
        PreparedStatement statement = old.contains(incident.id()) ? update : insert;
        IncidentRow.write(statement, incident);
        statement.addBatch();
      }
      insert.executeBatch();
      update.executeBatch();
    }
  }

  private static final String UPSERT_EVIDENCE =
      """
      insert into evidence (incident_id, pieces)
      values (?, ?::jsonb)
      on conflict (incident_id) do update
         set pieces = excluded.pieces
       where evidence.pieces is distinct from excluded.pieces
      """;

  static void writeEvidence(Connection connection, Collection<Incident> incidents)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_EVIDENCE)) {
      for (Incident incident : incidents) {
        statement.setString(1, incident.id());
        statement.setString(2, Json.of(incident.observed().evidence()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static final String INSERT_TIMELINE =
      """
      insert into timeline (at, incident_id, version, type, event_at, actor, text)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  static void writeTimeline(Connection connection, List<StoredChange> changes) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT_TIMELINE)) {
      for (StoredChange change : changes) {
        statement.setObject(1, Columns.time(change.at()));
        statement.setString(2, change.incidentId());
        statement.setLong(3, change.version());
        statement.setString(4, change.type().timelineName());
        statement.setObject(
            5, Columns.time(change.eventAt().orElse(null)), java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setString(6, change.actor());
        statement.setString(7, change.text());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
