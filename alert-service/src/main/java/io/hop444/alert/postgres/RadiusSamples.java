/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.BlastRadius;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes how far incidents reach as time goes by: the last word of each minute is kept. */
final class RadiusSamples {

  private RadiusSamples() {}

  private record Key(String incidentId, Instant minute) {}

  private static final String UPSERT =
      """
      insert into radius_samples as known (
        incident_id, minute, users_affected, users_exact, failed_requests, front_ends)
      values (?, ?, ?, ?, ?, ?)
      on conflict (incident_id, minute) do update
         set (users_affected, users_exact, failed_requests, front_ends)
           = (excluded.users_affected, excluded.users_exact, excluded.failed_requests,
              excluded.front_ends)
      """;

  static void write(Connection connection, Collection<StoredChange> changes) throws SQLException {
    Map<Key, BlastRadius> samples = new LinkedHashMap<>();
    for (StoredChange change : changes) {
      change
          .eventAt()
          .ifPresent(
              at ->
                  samples.put(
                      new Key(change.incidentId(), at.truncatedTo(ChronoUnit.MINUTES)),
                      change.decision().after().observed().radius()));
    }
    try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
      for (Map.Entry<Key, BlastRadius> sample : samples.entrySet()) {
        statement.setString(1, sample.getKey().incidentId());
        statement.setObject(2, Columns.time(sample.getKey().minute()));
        statement.setLong(3, sample.getValue().usersAffected());
        statement.setBoolean(4, sample.getValue().usersExact());
        statement.setLong(5, sample.getValue().failedRequests());
        statement.setInt(6, sample.getValue().frontEnds().size());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
