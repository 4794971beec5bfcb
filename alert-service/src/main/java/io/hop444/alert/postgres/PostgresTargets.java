/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.config.WebhookTarget;
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
import java.util.Optional;
import javax.sql.DataSource;

/** The receivers of webhooks: whether they still want any. */
@ApplicationScoped
public class PostgresTargets {

  private DataSource dataSource;
  private Clock clock;
  private Optional<WebhookTarget> target = Optional.empty();

  PostgresTargets() {}

  @Inject
  PostgresTargets(DataSource dataSource, CheckedConfig config, Clock clock) {
    this.dataSource = dataSource;
    this.clock = clock;
    this.target = config.target();
  }

  private static final String REGISTER =
      """
      insert into webhook_targets as known (name, url_sha256)
      values (?, ?)
      on conflict (name) do update
         set url_sha256 = excluded.url_sha256, disabled_at = null, disabled_reason = null
       where known.url_sha256 <> excluded.url_sha256
      """;

  /** Makes the configured target known; one with another address than before is enabled again. */
  void register() throws SQLException {
    if (target.isEmpty()) {
      return;
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(REGISTER)) {
      statement.setString(1, WebhookTarget.NAME);
      statement.setBytes(2, sha256(target.get().url().toString()));
      statement.executeUpdate();
    }
  }

  private static final String DISABLE =
      """
      update webhook_targets
         set disabled_at = ?, disabled_reason = ?
       where name = ? and disabled_at is null
      """;

  /** Sends nothing more to it. */
  public void disable(String name, String reason) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(DISABLE)) {
      statement.setObject(1, Columns.time(clock.instant()));
      statement.setString(2, reason);
      statement.setString(3, name);
      statement.executeUpdate();
    }
  }

  private static final String ENABLE =
      """
      update webhook_targets set disabled_at = null, disabled_reason = null where name = ?
      """;

  /**
   * Sends to it again; what waited goes out.
   *
   * @return whether there is such a target
   */
  public boolean enable(String name) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(ENABLE)) {
      statement.setString(1, name);
      return statement.executeUpdate() > 0;
    }
  }

  private static final String DISABLED_AT =
      """
      select disabled_at from webhook_targets where name = ?
      """;

  /** Since when a target gets nothing; empty when it does. */
  public Optional<Instant> disabledAt(String name) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(DISABLED_AT)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.ofNullable(Columns.instant(row, "disabled_at"))
            : Optional.empty();
      }
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
