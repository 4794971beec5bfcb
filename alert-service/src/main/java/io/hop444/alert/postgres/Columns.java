/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.SiteScope;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** Types of columns that JDBC does not read or write by itself. */
final class Columns {

  private Columns() {}

  static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static OffsetDateTime time(Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }

  /** None where the column is null, as after an outer join. */
  static List<String> textsOrNone(ResultSet row, String column) throws SQLException {
    return row.getArray(column) == null ? List.of() : texts(row, column);
  }

  /** Null for all sites: statements then leave the condition out. */
  static Array scope(PreparedStatement statement, SiteScope scope) throws SQLException {
    return scope.sites().isEmpty() ? null : texts(statement, scope.sites().get());
  }

  static Array texts(PreparedStatement statement, Collection<String> values) throws SQLException {
    return statement.getConnection().createArrayOf("text", values.toArray());
  }
}
