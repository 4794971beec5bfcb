/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.postgres.Database;
import io.hop444.alert.postgres.PageKey;
import io.hop444.alert.postgres.PostgresTokens;
import io.hop444.alert.postgres.PostgresTokens.Grant;
import io.hop444.alert.postgres.PostgresTokens.Known;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The valid tokens, kept in memory: the one of the file, and those of the table, read again every
 * few seconds. Requests so need no database to be refused, and reading goes on as long as it is
 * away.
 */
@Startup
@ApplicationScoped
public class Tokens {

  private static final Logger LOG = Logger.getLogger(Tokens.class);

  /** Lets secret scanners recognise a token that leaked. */
  private static final String PREFIX = "hop444_";

  private static final int RANDOM_BYTES = 32;
  private static final int MAX_LENGTH = 200;
  private static final String ADMIN = "admin-token-file";

  private PostgresTokens table;
  private Database database;
  private Clock clock;
  private Known admin;
  private volatile Map<String, Known> byHash = Map.of();

  Tokens() {}

  @Inject
  Tokens(
      PostgresTokens table,
      Database database,
      AlertConfig config,
      CheckedConfig checked,
      Clock clock) {
    this.table = table;
    this.database = database;
    this.clock = clock;
    // Who only makes the tables may run as another user: the file has to be the service's.
    String token =
        config.migrateOnly()
            ? random()
            : AdminTokenFile.readOrCreate(config.adminTokenFile(), Tokens::random);
    this.admin =
        new Known(new Grant(ADMIN, Role.ADMIN, SiteScope.ALL, Optional.empty()), hash(token));
    this.byHash = Map.of(admin.sha256(), admin);
    if (checked.anonymousViewer()) {
      LOG.warn("Reading needs no token (alert.anonymous-viewer=true); for demonstrations only.");
    }
  }

  /** A new token: 256 random bits. */
  static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The caller whose token this is. */
  Optional<Caller> callerOf(String token) {
    if (token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return Optional.ofNullable(byHash.get(hash(token)))
        .filter(this::isGood)
        .map(
            known ->
                new Caller(
                    known.grant().name(),
                    known.grant().role(),
                    known.grant().sites(),
                    () -> known.equals(byHash.get(known.sha256())) && isGood(known)));
  }

  private boolean isGood(Known known) {
    return known.grant().expiresAt().map(end -> clock.instant().isBefore(end)).orElse(true);
  }

  /** A page of the tokens that were made by the API, also of those that are not valid any more. */
  public List<PostgresTokens.Listed> page(Optional<PageKey> before, int limit) throws SQLException {
    return table.page(before, limit);
  }

  /**
   * Makes a token.
   *
   * @return the token, which nothing can tell again; empty when the name is taken
   */
  public Optional<String> create(Grant grant, String by) throws SQLException {
    String token = random();
    if (ADMIN.equals(grant.name()) || !table.add(new Known(grant, hash(token)), by)) {
      return Optional.empty();
    }
    // A token that is made and then not kept must never have been good.
    database.afterCommit(this::reloadRegularly);
    return Optional.of(token);
  }

  /**
   * Makes a token invalid: here at once, in other replicas within seconds.
   *
   * @return whether there was one
   */
  public boolean revoke(String name) throws SQLException {
    boolean revoked = table.revoke(name);
    if (revoked) {
      database.afterCommit(() -> forget(name));
    }
    return revoked;
  }

  private synchronized void forget(String name) {
    Map<String, Known> left = new HashMap<>(byHash);
    left.values().removeIf(known -> !known.equals(admin) && known.grant().name().equals(name));
    byHash = Map.copyOf(left);
  }

  @Scheduled(every = "5s", delayed = "1s")
  void reloadRegularly() {
    try {
      reload();
    } catch (SQLException e) {
      LOG.debugf("Tokens could not be read again; the known ones stay. reason=%s", e.getMessage());
    }
  }

  private synchronized void reload() throws SQLException {
    Map<String, Known> fresh = new HashMap<>();
    for (Known known : table.valid()) {
      fresh.put(known.sha256(), known);
    }
    fresh.put(admin.sha256(), admin);
    byHash = Map.copyOf(fresh);
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
