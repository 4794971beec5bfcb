/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.BlastRadius;
import io.hop444.alert.domain.Incident;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/** How a list of incidents is ordered. Their ids decide between equals, in the same direction. */
public enum IncidentOrder {
  /** The last to have started first. */
  NEWEST("i.started_at", "timestamptz", "<", "desc"),
  OLDEST("i.started_at", "timestamptz", ">", "asc"),
  /** Those that hit most people first. */
  PEOPLE("i.users_affected", "bigint", "<", "desc"),
  /** Those with most failed requests first. */
  REQUESTS("i.failed_requests", "bigint", "<", "desc");

  private final String column;
  private final String type;
  private final String beyond;
  private final String direction;

  IncidentOrder(String column, String type, String beyond, String direction) {
    this.column = column;
    this.type = type;
    this.beyond = beyond;
    this.direction = direction;
  }

  /** Ends a query of incidents, named i: after a key that may be missing, in this order. */
  String clause() {
    return """
           and (?::%2$s is null or (%1$s, i.id) %3$s (?::%2$s, ?))
         order by %1$s %4$s, i.id %4$s
         limit ?
        """
        .formatted(column, type, beyond, direction);
  }

  /** Where a page ends: a number stands in its key as so many milliseconds. */
  public PageKey key(Incident incident) {
    BlastRadius radius = incident.observed().radius();
    Instant rank =
        switch (this) {
          case NEWEST, OLDEST -> incident.observed().course().startedAt();
          case PEOPLE -> Instant.ofEpochMilli(radius.usersAffected());
          case REQUESTS -> Instant.ofEpochMilli(radius.failedRequests());
        };
    return new PageKey(rank, incident.id());
  }

  /** Sets what {@link #clause} asks for but the limit; answers the last column that is set. */
  int set(PreparedStatement statement, int column, Optional<PageKey> before) throws SQLException {
    if (type.equals("timestamptz")) {
      return PostgresIncidentReader.setBefore(statement, column, before);
    }
    Long rank = before.map(key -> key.at().toEpochMilli()).orElse(null);
    statement.setObject(column + 1, rank, Types.BIGINT);
    statement.setObject(column + 2, rank, Types.BIGINT);
    statement.setString(column + 3, before.map(PageKey::id).orElse(null));
    return column + 3;
  }
}
