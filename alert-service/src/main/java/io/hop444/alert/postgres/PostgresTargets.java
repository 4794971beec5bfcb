/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.receiver.TargetSpec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The targets: whether they still want any notices. */
@ApplicationScoped
public class PostgresTargets {

  private Database database;
  private Clock clock;
  private List<TargetSpec> targets = List.of();

  protected PostgresTargets() {}

  @Inject
  PostgresTargets(Database database, CheckedConfig config, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.targets = config.targets();
  }

  private static final String REGISTER =
      """
      insert into webhook_targets as known (name, kind, url_sha256)
      values (?, ?, ?)
      on conflict (name) do update
         set kind = excluded.kind, url_sha256 = excluded.url_sha256, disabled_at = null,
             disabled_reason = null, disabled_by = null
       where known.url_sha256 <> excluded.url_sha256
      """;

  /** Makes the configured targets known; one with another address than before is enabled again. */
  void register(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REGISTER)) {
      for (TargetSpec target : targets) {
        statement.setString(1, target.name());
        statement.setString(2, target.kind().name());
        statement.setBytes(3, sha256(target.endpoint().identity()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static final String DISABLE =
      """
      update webhook_targets
         set disabled_at = ?, disabled_reason = ?, disabled_by = ?
       where name = ? and disabled_at is null
      """;

  /** Sends nothing more to it: it wants no more. */
  public void disable(String name, String reason) throws SQLException {
    disable(name, reason, null);
  }

  /**
   * Sends nothing more to it until it is enabled. What waits goes on waiting.
   *
   * @param by who wants it; null when the target itself did
   */
  public void disable(String name, String reason, String by) throws SQLException {
    database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(DISABLE)) {
            statement.setObject(1, Columns.time(clock.instant()));
            statement.setString(2, reason);
            statement.setString(3, by);
            statement.setString(4, name);
            return statement.executeUpdate();
          }
        });
  }

  private static final String ENABLE =
      """
      update webhook_targets
         set disabled_at = null, disabled_reason = null, disabled_by = null
       where name = ?
      """;

  /**
   * Sends to it again; what waited goes out.
   *
   * @return whether there is such a target
   */
  public boolean enable(String name) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ENABLE)) {
            statement.setString(1, name);
            return statement.executeUpdate() > 0;
          }
        });
  }

  /**
   * A target as it stands.
   *
   * @param disabledAt null while it gets notices
   * @param disabledBy null when the target itself wanted no more (410)
   * @param pending notices that wait for it
   */
  public record Standing(
      String name,
      String kind,
      Instant disabledAt,
      String disabledReason,
      String disabledBy,
      long pending,
      Instant lastDeliveredAt) {}

  private static final String ALL =
      """
      select t.*,
             (select count(*) from deliveries d where d.target = t.name and d.state = 'PENDING') as pending,
             (select d.finished_at from deliveries d
               where d.target = t.name and d.state = 'DELIVERED' order by d.id desc limit 1) as delivered_at
        from webhook_targets t
       where t.name = any (?)
       order by t.name
      """;

  /** The configured targets, by name. */
  public List<Standing> all() throws SQLException {
    return database.read(this::all);
  }

  private List<Standing> all(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
      statement.setArray(
          1, Columns.texts(statement, targets.stream().map(TargetSpec::name).toList()));
      List<Standing> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Standing(
                  row.getString("name"),
                  row.getString("kind"),
                  Columns.instant(row, "disabled_at"),
                  row.getString("disabled_reason"),
                  row.getString("disabled_by"),
                  row.getLong("pending"),
                  Columns.instant(row, "delivered_at")));
        }
      }
      return found;
    }
  }

  private static final String DISABLED_AT =
      """
      select disabled_at from webhook_targets where name = ?
      """;

  /** Since when a target gets nothing; empty when it does. */
  public Optional<Instant> disabledAt(String name) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(DISABLED_AT)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.ofNullable(Columns.instant(row, "disabled_at"))
                  : Optional.empty();
            }
          }
        });
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
