/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

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

  /**
   * A token that is not revoked.
   *
   * @param sha256 of the token, in hexadecimal
   */
  public record Known(String name, String sha256, Role role) {}

  private static final String VALID =
      """
      select name, sha256, role from api_tokens where revoked_at is null
      """;

  /** All that are valid. */
  public List<Known> valid() throws SQLException {
    return database.read(
        connection -> {
          List<Known> known = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(VALID);
              ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              known.add(
                  new Known(
                      row.getString("name"),
                      HexFormat.of().formatHex(row.getBytes("sha256")),
                      Role.valueOf(row.getString("role"))));
            }
          }
          return known;
        });
  }

  private static final String INSERT =
      """
      insert into api_tokens (name, sha256, role, created_by, created_at)
      values (?, ?, ?, ?, ?)
      on conflict (name) do nothing
      """;

  /**
   * Makes a token known.
   *
   * @return false when the name is taken, also by a revoked one
   */
  public boolean add(Known token, String by) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, token.name());
            statement.setBytes(2, HexFormat.of().parseHex(token.sha256()));
            statement.setString(3, token.role().name());
            statement.setString(4, by);
            statement.setObject(5, Columns.time(clock.instant()));
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
