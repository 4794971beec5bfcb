/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import java.sql.SQLException;

/** What a failed statement means for the record behind it. */
public enum SqlFailure {
  /** The database is away, busy, or two replicas met: the same again will do. */
  PASSING,
  /** PostgreSQL cannot take these values: the same again will fail again. */
  VALUE_REFUSED;

  /**
   * SQLSTATE class 22 is "data exception", 54 "program limit exceeded" (PostgreSQL manual, App. A).
   */
  public static SqlFailure of(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("54"))) {
        return VALUE_REFUSED;
      }
    }
    return PASSING;
  }
}
