/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How far incidents reached as time went by. */
@ApplicationScoped
public class PostgresBlastRadius {

  private Database database;

  PostgresBlastRadius() {}

  @Inject
  PostgresBlastRadius(Database database) {
    this.database = database;
  }

  /**
   * What was known at a moment; numbers grow from the beginning of the incident.
   *
   * @param at event time, cut to the minute
   * @param frontEnds how many
   */
  public record Sample(
      Instant at, long usersAffected, boolean usersExact, long failedRequests, int frontEnds) {}

  /** The last sample is always among them. */
  private static final String SERIES =
      """
      with numbered as (
        select *, row_number() over (order by minute desc) - 1 as back, count(*) over () as total
          from radius_samples
         where incident_id = ?)
      select minute, users_affected, users_exact, failed_requests, front_ends
        from numbered
       where back % greatest(1, (total + ? - 1) / ?) = 0
       order by minute
      """;

  /** The samples of an incident, oldest first; of many, at most {@code most} evenly spread. */
  public List<Sample> series(String incidentId, int most) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SERIES)) {
            statement.setString(1, incidentId);
            statement.setInt(2, most);
            statement.setInt(3, most);
            List<Sample> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(
                    new Sample(
                        Columns.instant(row, "minute"),
                        row.getLong("users_affected"),
                        row.getBoolean("users_exact"),
                        row.getLong("failed_requests"),
                        row.getInt("front_ends")));
              }
            }
            return found;
          }
        });
  }
}
