/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.hop444.localstack.LocalBroker;
import io.hop444.localstack.LocalPostgres;
import io.hop444.localstack.LocalStack;
import io.hop444.localstack.Loopback;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL or Kafka is away, at start or later: the service waits, and nothing is lost. */
class OutageIT {

  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir Path directory;

  private static RequestSpecification admin(AlertProcess alert) {
    return given().baseUri(alert.address()).header("Authorization", "Bearer " + alert.token());
  }

  private static Map<String, String> settings(LocalPostgres postgres) {
    return AlertProcess.settings(
        new LocalStack.Database(postgres.jdbcUrl(), postgres.user(), postgres.password()));
  }

  @Test
  void shouldWaitAtStartForDatabaseAndBroker() throws Exception {
    int databasePort = Loopback.freePort();
    int brokerPort = Loopback.freePort();
    Path data = directory.resolve("postgres");
    LocalPostgres known = LocalPostgres.start(data, databasePort);
    Map<String, String> settings = settings(known);
    known.close();
    settings.put("kafka.bootstrap.servers", "127.0.0.1:" + brokerPort);

    try (AlertProcess alert = AlertProcess.launched(settings, directory)) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  alert.log().contains("Database is not ready; waiting for it.")
                      && alert.log().contains("Kafka does not answer; waiting for it."));
      assertThat(alert.statusOf("/q/health/live")).isEqualTo(200);
      assertThat(alert.statusOf("/q/health/ready")).isEqualTo(503);
      admin(alert).get("/api/v1/incidents").then().statusCode(503);
      admin(alert)
          .get("/api/v1/status")
          .then()
          .statusCode(200)
          .body("databaseReachable", equalTo(false))
          .body("staleSince", notNullValue());

      try (LocalPostgres postgres = LocalPostgres.start(data, databasePort);
          LocalBroker broker = LocalBroker.start(directory.resolve("kafka"), brokerPort)) {
        alert.awaitReady();
        assertThat(postgres.port()).isEqualTo(databasePort);
        assertThat(broker.port()).isEqualTo(brokerPort);
        alert.stop();
      }
    }
  }

  @Test
  void shouldStoreOnceWhatCameWhileTheDatabaseWasAway() throws Exception {
    Path data = directory.resolve("postgres");
    LocalPostgres first = LocalPostgres.start(data, Loopback.freePort());
    try (Wire wire = Wire.connect();
        Receiver receiver = Receiver.start()) {
      Map<String, String> settings = settings(first);
      settings.putAll(receiver.settings());
      try (AlertProcess alert = AlertProcess.started(settings, directory)) {
        wire.send(Change.opened("outage"));
        await().atMost(SOON).until(() -> receiver.of("outage").size() == 1);

        first.close();
        wire.send(Change.resolved("outage", 2), Change.reopened("outage", 3));
        await()
            .atMost(SOON)
            .until(() -> alert.log().contains("Database did not store a batch; trying again."));
        admin(alert)
            .get("/api/v1/incidents")
            .then()
            .statusCode(503)
            .contentType("application/problem+json")
            .body("detail", containsString("database"));
        admin(alert).get("/api/v1/status").then().body("staleSince", notNullValue());
        try (LocalPostgres second = LocalPostgres.start(data, first.port())) {
          await().atMost(SOON).until(() -> receiver.once("outage").size() == 3);

          admin(alert)
              .get("/api/v1/incidents/outage")
              .then()
              .body(
                  "timeline.type",
                  contains("incident.opened", "incident.resolved", "incident.reopened"));
          assertThat(receiver.once("outage"))
              .extracting(Receiver.Got::type)
              .isEqualTo(List.of("incident.opened", "incident.resolved", "incident.reopened"));
          assertThat(second.port()).isEqualTo(first.port());
          alert.stop();
        }
      }
    }
  }
}
