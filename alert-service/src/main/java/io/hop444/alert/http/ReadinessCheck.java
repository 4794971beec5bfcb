/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.kafka.KafkaWatch;
import io.hop444.alert.postgres.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the tables are there and reachable, and Kafka with its topics answers. */
@Readiness
@ApplicationScoped
class ReadinessCheck implements HealthCheck {

  private static final int ANSWER_WITHIN_SECONDS = 2;

  private final Database database;
  private final KafkaWatch kafka;

  @Inject
  ReadinessCheck(Database database, KafkaWatch kafka) {
    this.database = database;
    this.kafka = kafka;
  }

  @Override
  public HealthCheckResponse call() {
    boolean migrated = database.isMigrated();
    boolean reachable = database.answers(ANSWER_WITHIN_SECONDS);
    boolean consuming = kafka.topicsExist() && kafka.awaySince().isEmpty();
    return HealthCheckResponse.named("alert service")
        .withData("databaseMigrated", migrated)
        .withData("databaseReachable", reachable)
        .withData("kafkaAnswers", consuming)
        .status(migrated && reachable && consuming)
        .build();
  }
}
