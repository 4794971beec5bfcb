/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Takes a person out of everything that is stored. */
@ApplicationScoped
public class PostgresErasure {

  /** As the collectors make them: {@code u-} for a person, {@code a-} for an address. */
  public static final Pattern PSEUDONYM = Pattern.compile("[ua]-[0-9a-f]{16}");

  private Database database;

  PostgresErasure() {}

  @Inject
  PostgresErasure(Database database) {
    this.database = database;
  }

  private static final String ERASE = "select place, changed from erase_text(?, ?)";

  /**
   * Replaces a pseudonym by {@code u-erased} or {@code a-erased} wherever it stands, in one
   * transaction.
   *
   * @return how many rows were changed, by table and column
   */
  public Map<String, Long> erase(String pseudonym) throws SQLException {
    if (!PSEUDONYM.matcher(pseudonym).matches()) {
      throw new IllegalArgumentException("no pseudonym");
    }
    return database.transaction(
        connection -> {
          Map<String, Long> changed = new TreeMap<>();
          try (PreparedStatement statement = connection.prepareStatement(ERASE)) {
            statement.setString(1, pseudonym);
            statement.setString(2, pseudonym.substring(0, 2) + "erased");
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                changed.put(row.getString(1), row.getLong(2));
              }
            }
          }
          return changed;
        });
  }
}
