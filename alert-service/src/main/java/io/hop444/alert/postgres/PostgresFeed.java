/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the feed. Cursors appear in their order: whoever sees one has all before it (ADR 0010). */
@ApplicationScoped
public class PostgresFeed {

  private Database database;

  PostgresFeed() {}

  @Inject
  PostgresFeed(Database database) {
    this.database = database;
  }

  /** One event of the feed, about an incident of {@code site}. */
  public record Entry(long cursor, String type, String site, String backEnd, String body) {}

  private static final String AFTER =
      """
      select cursor, type, site, back_end, body from feed where cursor > ? order by cursor limit ?
      """;

  /** The next events after {@code cursor}, oldest first. */
  public List<Entry> after(long cursor, int limit) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
            statement.setLong(1, cursor);
            statement.setInt(2, limit);
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                entries.add(
                    new Entry(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)));
              }
            }
            return entries;
          }
        });
  }

  private static final String LAST =
      """
      select greatest((select max(cursor) from feed), (select cursor from feed_floor))
      """;

  /** The newest cursor; 0 when there is none. */
  public long last() throws SQLException {
    return number(LAST);
  }

  private static final String FLOOR = "select cursor from feed_floor";

  /** The newest cursor that was removed; a client that stands before it has missed events. */
  public long floor() throws SQLException {
    return number(FLOOR);
  }

  private long number(String question) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(question);
              ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
