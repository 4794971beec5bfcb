/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Answers of changes by the key they were asked for with. Thread-safe, also across replicas. */
@ApplicationScoped
public class PostgresIdempotency {

  private Database database;
  private PostgresOutbox outbox;
  private Clock clock;

  PostgresIdempotency() {}

  @Inject
  PostgresIdempotency(Database database, PostgresOutbox outbox, Clock clock) {
    this.database = database;
    this.outbox = outbox;
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

    /**
     * Nothing: this call is the first.
     *
     * @param change what the thread does from now on, to be ended by {@link #answered} or {@link
     *     #refused}
     */
    record First(Database.Joined change) implements Known {}

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

  private static final String FIND =
      """
      select request_sha256, status, media_type, body
        from idempotency_keys
       where caller = ? and key_sha256 = ?
      """;

  /** What came of the call before; empty when there was none, or it is not answered yet. */
  public Optional<Known> known(Asked asked) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            setKey(statement, asked);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(read(row, asked)) : Optional.empty();
            }
          }
        });
  }

  private static Known read(ResultSet row, Asked asked) throws SQLException {
    return Arrays.equals(
            row.getBytes("request_sha256"), HexFormat.of().parseHex(asked.requestSha256()))
        ? new Known.Answered(
            row.getInt("status"), row.getString("media_type"), row.getString("body"))
        : new Known.OfAnotherRequest();
  }

  /** Held to the end of the transaction; by chance another key's may be the same: it waits then. */
  private static final String LOCK =
      "select pg_try_advisory_xact_lock(hashtextextended(? || ' ' || ?, 444))";

  /**
   * Begins a call, or says what came of the one before. The change, its key and its answer are one
   * transaction: the first call is done and kept, or neither.
   */
  public Known begin(Asked asked) throws SQLException {
    Database.Joined change = database.join();
    boolean first = false;
    try {
      if (!locked(asked)) {
        return new Known.Running();
      }
      Optional<Known> known = known(asked);
      first = known.isEmpty();
      return known.orElseGet(() -> new Known.First(change));
    } finally {
      if (!first) {
        change.close();
      }
    }
  }

  private boolean locked(Asked asked) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, asked.caller());
            statement.setString(2, asked.keySha256());
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return row.getBoolean(1);
            }
          }
        });
  }

  private static void setKey(PreparedStatement statement, Asked asked) throws SQLException {
    statement.setString(1, asked.caller());
    statement.setBytes(2, HexFormat.of().parseHex(asked.keySha256()));
  }

  private static final String KEEP =
      """
      insert into idempotency_keys (
        caller, key_sha256, request_sha256, begun_at, status, media_type, body)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  /**
   * Keeps what the first call was answered, and makes its change last.
   *
   * @throws SQLException when neither could be done
   */
  public void answered(Known.First first, Asked asked, Known.Answered answer) throws SQLException {
    try (Database.Joined change = first.change()) {
      database.read(
          connection -> {
            try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
              setKey(statement, asked);
              statement.setBytes(3, HexFormat.of().parseHex(asked.requestSha256()));
              statement.setObject(4, Columns.time(clock.instant()));
              statement.setInt(5, answer.status());
              statement.setString(6, answer.mediaType());
              statement.setString(7, answer.body());
              return statement.executeUpdate();
            }
          });
      change.commit();
    }
    // Those who were woken before the commit saw nothing of it.
    outbox.wake();
  }

  /**
   * The first call changed nothing, or must not: the same key may try again. Says nothing new after
   * {@link #answered}.
   */
  public void refused(Known.First first) throws SQLException {
    first.change().close();
  }

  /** Ends what an earlier call may have left on this thread; before anything else is asked. */
  public void leave() throws SQLException {
    database.leave();
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
