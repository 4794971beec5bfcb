/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/** Answers of changes by the key they were asked for with. Thread-safe, also across replicas. */
@ApplicationScoped
public class PostgresIdempotency {

  private Database database;
  private Clock clock;

  PostgresIdempotency() {}

  @Inject
  PostgresIdempotency(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A change as a caller asks for it.
   *
   * @param keySha256 of the key the caller chose
   * @param requestSha256 of method, address and body, in hexadecimal as the key's
   */
  public record Asked(String caller, String keySha256, String requestSha256) {}

  /** What is known of a key. */
  public sealed interface Known {

    /** Nothing: this call is the first, and must be answered or forgotten. */
    record First() implements Known {}

    /** The first call is not answered yet. */
    record Running() implements Known {}

    /** The key was used for something else. */
    record OfAnotherRequest() implements Known {}

    /**
     * The first call was answered.
     *
     * @param mediaType null without a body
     * @param body null where there was none, or it may be shown only once
     */
    record Answered(int status, String mediaType, String body) implements Known {}
  }

  private static final String BEGIN =
      """
      insert into idempotency_keys (caller, key_sha256, request_sha256, begun_at)
      values (?, ?, ?, ?)
      on conflict (caller, key_sha256) do update
         set begun_at = excluded.begun_at
       where idempotency_keys.status is null
         and idempotency_keys.begun_at < ?
         and idempotency_keys.request_sha256 = excluded.request_sha256
      """;

  private static final String FIND =
      """
      select request_sha256, status, media_type, body
        from idempotency_keys
       where caller = ? and key_sha256 = ?
      """;

  /**
   * Begins a call, or says what came of the one before.
   *
   * @param patience after that long a call that was not answered counts as cut off, and this one
   *     runs in its place
   */
  public Known begin(Asked asked, Duration patience) throws SQLException {
    Instant now = clock.instant();
    return database.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            setKey(statement, asked);
            statement.setBytes(3, HexFormat.of().parseHex(asked.requestSha256()));
            statement.setObject(4, Columns.time(now));
            statement.setObject(5, Columns.time(now.minus(patience)));
            if (statement.executeUpdate() > 0) {
              return new Known.First();
            }
          }
          return find(connection, asked);
        });
  }

  private static Known find(Connection connection, Asked asked) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      setKey(statement, asked);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return new Known.Running(); // Forgotten in this moment: the next try begins it anew.
        }
        if (!Arrays.equals(
            row.getBytes("request_sha256"), HexFormat.of().parseHex(asked.requestSha256()))) {
          return new Known.OfAnotherRequest();
        }
        Integer status = row.getObject("status", Integer.class);
        return status == null
            ? new Known.Running()
            : new Known.Answered(status, row.getString("media_type"), row.getString("body"));
      }
    }
  }

  private static void setKey(PreparedStatement statement, Asked asked) throws SQLException {
    statement.setString(1, asked.caller());
    statement.setBytes(2, HexFormat.of().parseHex(asked.keySha256()));
  }

  private static final String ANSWER =
      """
      update idempotency_keys set status = ?, media_type = ?, body = ?
       where caller = ? and key_sha256 = ?
      """;

  /** Keeps what the first call was answered. */
  public void answered(Asked asked, Known.Answered answer) throws SQLException {
    database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ANSWER)) {
            statement.setObject(1, answer.status(), Types.INTEGER);
            statement.setString(2, answer.mediaType());
            statement.setString(3, answer.body());
            statement.setString(4, asked.caller());
            statement.setBytes(5, HexFormat.of().parseHex(asked.keySha256()));
            return statement.executeUpdate();
          }
        });
  }

  private static final String FORGET =
      """
      delete from idempotency_keys where caller = ? and key_sha256 = ?
      """;

  /** The first call changed nothing: the same key may try again. */
  public void forget(Asked asked) throws SQLException {
    database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            setKey(statement, asked);
            return statement.executeUpdate();
          }
        });
  }

  private static final String FORGET_OLD =
      """
      delete from idempotency_keys where begun_at < ?
      """;

  /** Forgets what is older than {@code age}. */
  public void forgetOlderThan(Duration age) throws SQLException {
    database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FORGET_OLD)) {
            statement.setObject(1, Columns.time(clock.instant().minus(age)));
            return statement.executeUpdate();
          }
        });
  }
}
