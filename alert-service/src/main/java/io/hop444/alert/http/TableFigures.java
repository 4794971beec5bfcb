/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.postgres.PostgresFeed;
import io.hop444.alert.postgres.PostgresIncidentReader;
import io.hop444.alert.postgres.PostgresTargets;
import io.hop444.alert.receiver.TargetSpec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** What the tables say for the status. Thread-safe. */
@ApplicationScoped
class TableFigures {

  private final PostgresIncidentReader reader;
  private final PostgresFeed feed;
  private final PostgresTargets targets;

  @Inject
  TableFigures(PostgresIncidentReader reader, PostgresFeed feed, PostgresTargets targets) {
    this.reader = reader;
    this.feed = feed;
    this.targets = targets;
  }

  /** Read in one go. */
  record Figures(
      PostgresIncidentReader.Counts counts,
      long feedCursor,
      Optional<Instant> targetDisabledSince) {}

  /** Empty while the database does not answer. */
  Optional<Figures> read(SiteScope scope) {
    try {
      return Optional.of(
          new Figures(reader.counts(scope), feed.last(), targets.disabledAt(TargetSpec.DEFAULT)));
    } catch (SQLException e) {
      return Optional.empty(); // Shown as databaseReachable: false.
    }
  }
}
