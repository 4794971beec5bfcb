/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.BlastRadius;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.Confidence;
import io.hop444.alert.domain.Course;
import io.hop444.alert.domain.Diagnosis;
import io.hop444.alert.domain.Evidence;
import io.hop444.alert.domain.Handling;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.domain.IncidentKey;
import io.hop444.alert.domain.IncidentState;
import io.hop444.alert.domain.Involved;
import io.hop444.alert.domain.Observation;
import io.hop444.alert.domain.Severity;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/** Maps rows of the table incidents. */
final class IncidentRow {

  private IncidentRow() {}

  static Incident read(ResultSet row, List<Evidence> evidence) throws SQLException {
    Observation observed =
        new Observation(
            new IncidentKey(
                row.getString("id"),
                row.getInt("generation"),
                row.getString("site"),
                row.getString("back_end")),
            row.getLong("version"),
            diagnosis(row),
            radius(row),
            involved(row),
            new Course(
                Columns.instant(row, "started_at"),
                Columns.instant(row, "detected_at"),
                Columns.instant(row, "last_failure_at")),
            evidence);
    return new Incident(
        observed,
        state(row),
        new Handling(
            row.getLong("revision"),
            Severity.valueOf(row.getString("severity")),
            Optional.ofNullable(row.getString("assignee"))),
        Columns.instant(row, "opened_at"),
        Columns.instant(row, "updated_at"));
  }

  private static Diagnosis diagnosis(ResultSet row) throws SQLException {
    return new Diagnosis(
        Cause.valueOf(row.getString("cause")),
        Confidence.valueOf(row.getString("confidence")),
        row.getString("summary"),
        Json.hops(row.getString("hops")),
        Columns.texts(row, "reasons_for"),
        Columns.texts(row, "reasons_against"),
        Optional.ofNullable(row.getString("changed_by")));
  }

  private static BlastRadius radius(ResultSet row) throws SQLException {
    return new BlastRadius(
        Columns.texts(row, "front_ends"),
        Columns.texts(row, "recovered_front_ends"),
        Columns.texts(row, "protocols"),
        row.getLong("users_affected"),
        row.getBoolean("users_exact"),
        row.getLong("failed_requests"));
  }

  private static Involved involved(ResultSet row) throws SQLException {
    return new Involved(
        row.getString("scope"),
        Optional.ofNullable(row.getString("group_id")),
        Columns.texts(row, "group_back_ends"),
        Optional.ofNullable(row.getString("thumbprint")));
  }

  private static IncidentState state(ResultSet row) throws SQLException {
    String name = row.getString("state");
    return switch (name) {
      case "OPEN" -> new IncidentState.Open();
      case "ACKNOWLEDGED" ->
          new IncidentState.Acknowledged(
              row.getString("acknowledged_by"), Columns.instant(row, "acknowledged_at"));
      case "RESOLVED" -> new IncidentState.Resolved(Columns.instant(row, "resolved_at"), hand(row));
      default -> throw new IllegalStateException("ck_incidents_state let through " + name);
    };
  }

  private static Optional<IncidentState.ByHand> hand(ResultSet row) throws SQLException {
    String by = row.getString("resolved_by");
    return by == null
        ? Optional.empty()
        : Optional.of(new IncidentState.ByHand(by, row.getString("resolved_reason")));
  }

  /** Sets all columns, in the order of the table with the id last. */
  static void write(PreparedStatement statement, Incident incident) throws SQLException {
    Observation observed = incident.observed();
    Diagnosis diagnosis = observed.diagnosis();
    BlastRadius radius = observed.radius();
    IncidentState state = incident.state();
    IncidentState.Acknowledged taken =
        state instanceof IncidentState.Acknowledged acknowledged ? acknowledged : null;
    IncidentState.Resolved resolved = state instanceof IncidentState.Resolved done ? done : null;
    int column = 0;
    statement.setLong(++column, observed.version());
    statement.setInt(++column, observed.key().generation());
    statement.setString(++column, observed.key().site());
    statement.setString(++column, observed.key().backEnd());
    statement.setString(++column, diagnosis.cause().name());
    statement.setString(++column, diagnosis.confidence().name());
    statement.setString(++column, state.name());
    statement.setString(++column, taken == null ? null : taken.by());
    statement.setObject(
        ++column, taken == null ? null : Columns.time(taken.at()), Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setObject(++column, Columns.time(observed.course().startedAt()));
    statement.setObject(++column, Columns.time(observed.course().detectedAt()));
    statement.setObject(++column, Columns.time(observed.course().lastFailureAt()));
    statement.setObject(
        ++column,
        resolved == null ? null : Columns.time(resolved.at()),
        Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setObject(++column, Columns.time(incident.openedAt()));
    statement.setObject(++column, Columns.time(incident.updatedAt()));
    statement.setArray(++column, Columns.texts(statement, radius.frontEnds()));
    statement.setArray(++column, Columns.texts(statement, radius.recoveredFrontEnds()));
    statement.setArray(++column, Columns.texts(statement, radius.protocols()));
    statement.setLong(++column, radius.usersAffected());
    statement.setBoolean(++column, radius.usersExact());
    statement.setLong(++column, radius.failedRequests());
    statement.setString(++column, diagnosis.summary());
    statement.setString(++column, Json.of(diagnosis.hops()));
    statement.setArray(++column, Columns.texts(statement, diagnosis.reasonsFor()));
    statement.setArray(++column, Columns.texts(statement, diagnosis.reasonsAgainst()));
    statement.setString(++column, diagnosis.changedBy().orElse(null));
    statement.setLong(++column, incident.handling().revision());
    statement.setString(++column, incident.handling().severity().name());
    statement.setString(++column, incident.handling().assignee().orElse(null));
    Optional<IncidentState.ByHand> hand = resolved == null ? Optional.empty() : resolved.hand();
    statement.setString(++column, hand.map(IncidentState.ByHand::by).orElse(null));
    statement.setString(++column, hand.map(IncidentState.ByHand::reason).orElse(null));
    Involved involved = observed.involved();
    statement.setString(++column, involved.scope());
    statement.setString(++column, involved.groupId().orElse(null));
    statement.setArray(++column, Columns.texts(statement, involved.groupBackEnds()));
    statement.setString(++column, involved.thumbprint().orElse(null));
    statement.setString(++column, incident.id());
  }
}
