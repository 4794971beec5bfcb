/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.postgres.Database;
import io.hop444.alert.postgres.PostgresWatched;
import io.hop444.alert.routing.Watch;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Notices when the correlator or a collector goes quiet. While this service itself could not hear,
 * because Kafka was away or because it has just started, nobody counts as quiet.
 */
@ApplicationScoped
class DeadMansSwitch {

  private static final Logger LOG = Logger.getLogger(DeadMansSwitch.class);

  private final KafkaWatch kafka;
  private final Database database;
  private final PostgresWatched watched;
  private final String group;
  private final Duration patience;
  private final Clock clock;
  private final CorrelatorProgress progress;
  private Instant hearingSince;

  @Inject
  DeadMansSwitch(
      KafkaWatch kafka,
      Database database,
      PostgresWatched watched,
      CheckedConfig config,
      Clock clock) {
    this.kafka = kafka;
    this.database = database;
    this.watched = watched;
    this.group = config.correlatorGroup();
    Watch watch = config.routing().watch();
    this.patience =
        watch.collectorQuiet().compareTo(watch.correlatorQuiet()) > 0
            ? watch.collectorQuiet()
            : watch.correlatorQuiet();
    this.clock = clock;
    this.progress = new CorrelatorProgress(group);
  }

  @Scheduled(
      every = "{alert.watch-every:10s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() throws InterruptedException {
    if (!database.isMigrated() || kafka.awaySince().isPresent()) {
      hearingSince = null;
      return;
    }
    if (hearingSince == null) {
      hearingSince = clock.instant();
    }
    try (Admin admin = Admin.create(kafka.adminSettings())) {
      if (progress.advances(admin)) {
        watched.correlatorSeen(group);
      }
      if (!clock.instant().isBefore(hearingSince.plus(patience))) {
        watched.look();
      }
    } catch (SQLException | ExecutionException | TimeoutException | KafkaException e) {
      hearingSince = null;
      LOG.warnf("Nobody can be watched at the moment. reason=%s", e);
    }
  }
}
