/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.SiteScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** API tokens, known by their hash only. */
@ApplicationScoped
public class PostgresTokens {

  private Database database;
  private Clock clock;

  PostgresTokens() {}

  @Inject
  PostgresTokens(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What a token allows, and until when; without an expiry until it is revoked. */
  public record Grant(String name, Role role, SiteScope sites, Optional<Instant> expiresAt) {}

  /**
   * A token that is not revoked; it may have expired.
   *
   * @param sha256 of the token, in hexadecimal
   */
  public record Known(Grant grant, String sha256) {}

  /** A token as admins see it. */
  public record Listed(
      Grant grant, String createdBy, Instant createdAt, Optional<Instant> revokedAt) {}

  private static final String VALID =
      """
      select name, sha256, role, sites, expires_at from api_tokens where revoked_at is null
      """;

  /** All that are not revoked. */
  public List<Known> valid() throws SQLException {
    return database.read(
        connection -> {
          List<Known> known = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(VALID);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              known.add(new Known(grant(row), HexFormat.of().formatHex(row.getBytes("sha256"))));
            }
          }
          return known;
        });
  }

  private static Grant grant(ResultSet row) throws SQLException {
    Array sites = row.getArray("sites");
    return new Grant(
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        sites == null ? SiteScope.ALL : SiteScope.of(List.of((String[]) sites.getArray())),
        Optional.ofNullable(Columns.instant(row, "expires_at")));
  }

  private static final String PAGE =
      """
      select name, role, sites, expires_at, created_by, created_at, revoked_at
        from api_tokens
       where (?::timestamptz is null or (created_at, name) < (?, ?))
       order by created_at desc, name desc
       limit ?
      """;

  /** A page of all there ever were, the last made first. */
  public List<Listed> page(Optional<PageKey> before, int limit) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            int column = PostgresIncidentReader.setBefore(statement, 0, before);
            statement.setInt(++column, limit);
            List<Listed> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(
                    new Listed(
                        grant(row),
                        row.getString("created_by"),
                        Columns.instant(row, "created_at"),
                        Optional.ofNullable(Columns.instant(row, "revoked_at"))));
              }
            }
            return found;
          }
        });
  }

  private static final String INSERT =
      """
      insert into api_tokens (name, sha256, role, sites, expires_at, created_by, created_at)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (name) do nothing
      """;

  /**
   * Makes a token known.
   *
   * @return false when the name is taken, also by a revoked one
   */
  public boolean add(Known token, String by) throws SQLException {
    Grant grant = token.grant();
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, grant.name());
            statement.setBytes(2, HexFormat.of().parseHex(token.sha256()));
            statement.setString(3, grant.role().name());
            statement.setArray(4, Columns.scope(statement, grant.sites()));
            statement.setObject(
                5, Columns.time(grant.expiresAt().orElse(null)), Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setString(6, by);
            statement.setObject(7, Columns.time(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            return statement.executeUpdate() > 0;
          }
        });
  }

  private static final String REVOKE =
      """
      update api_tokens set revoked_at = ? where name = ? and revoked_at is null
      """;

  /**
   * Makes a token invalid.
   *
   * @return whether there was one
   */
  public boolean revoke(String name) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(REVOKE)) {
            statement.setObject(1, Columns.time(clock.instant()));
            statement.setString(2, name);
            return statement.executeUpdate() > 0;
          }
        });
  }
}
