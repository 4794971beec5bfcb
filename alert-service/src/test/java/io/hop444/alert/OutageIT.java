/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.hop444.localstack.LocalBroker;
import io.hop444.localstack.LocalPostgres;
import io.hop444.localstack.LocalStack;
import io.hop444.localstack.LocalStackException;
import io.hop444.localstack.Loopback;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL or Kafka is away, at start or later: the service waits, and nothing is lost. One
 * service with a broker and a database of its own, which are away when it starts. Each outage lasts
 * until the service has noticed it, or as long as {@code -Dhop444.outage=PT3M} says.
 */
@Order(SharedAlert.OF_THEIR_OWN + 2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.none();

  @TempDir static Path directory;

  private static final int BROKER_PORT = Loopback.freePort();
  private static final int DATABASE_PORT = Loopback.freePort();

  private static final Duration LASTS = Duration.parse(System.getProperty("hop444.outage", "PT0S"));

  /** Incidents that open before Kafka goes, and end after it. */
  private static final int MANY = 150;

  private static LocalPostgres postgres;
  private static LocalBroker broker;
  private static AlertProcess alert;

  @BeforeAll
  static void startWhileBothAreAway() throws Exception {
    postgres = LocalPostgres.start(directory.resolve("postgres"), DATABASE_PORT);
    Map<String, String> settings =
        AlertProcess.settings(
            new LocalStack.Database(postgres.jdbcUrl(), postgres.user(), postgres.password()));
    postgres.close();
    settings.put("kafka.bootstrap.servers", "127.0.0.1:" + BROKER_PORT);
    settings.put("mp.messaging.connector.smallrye-kafka.reconnect.backoff.max.ms", "500");
    settings.put("mp.messaging.connector.smallrye-kafka.metadata.max.age.ms", "1000");
    settings.putAll(SHARED.receiver().settings());
    // Stays after the tests: it has the service's log.
    alert =
        AlertProcess.launched(
            settings, Files.createTempDirectory(Path.of("target"), "outage-alert-"));
  }

  @AfterAll
  static void stop() {
    alert.close();
    if (broker != null) {
      broker.close();
    }
    postgres.close();
  }

  private static RequestSpecification admin() {
    return given().baseUri(alert.address()).header("Authorization", "Bearer " + alert.token());
  }

  private static void startDatabase() throws LocalStackException {
    postgres = LocalPostgres.start(directory.resolve("postgres"), DATABASE_PORT);
  }

  /** The outage goes on, and the service lives. */
  private static void letItLast() {
    await()
        .pollDelay(LASTS)
        .atMost(LASTS.plus(Patience.LIMIT))
        .until(() -> alert.statusOf("/q/health/live") == 200);
  }

  private static void startWhatIsAway() throws LocalStackException {
    if (broker == null) {
      startDatabase();
      broker = LocalBroker.start(directory.resolve("kafka"), BROKER_PORT);
    }
  }

  @Test
  @Order(1)
  void shouldWaitAtStartForDatabaseAndBroker() throws Exception {
    await()
        .until(
            () ->
                alert.log().contains("Database is not ready; waiting for it.")
                    && alert.log().contains("Kafka does not answer; waiting for it."));
    letItLast();
    assertThat(alert.log()).doesNotContain("connected to Kafka");
    assertThat(alert.log().lines().filter(line -> line.contains(" WARN ")))
        .allMatch(line -> line.contains("waiting for it."));
    assertThat(alert.statusOf("/q/health/ready")).isEqualTo(503);
    admin().get("/api/v1/incidents").then().statusCode(503);
    admin()
        .get("/api/v1/status")
        .then()
        .statusCode(200)
        .body("databaseReachable", equalTo(false))
        .body("kafkaAwaySince", notNullValue())
        .body("staleSince", notNullValue());

    startWhatIsAway();

    alert.awaitReady();
  }

  @Test
  @Order(2)
  void shouldStoreOnceWhatCameWhileTheDatabaseWasAway() throws Exception {
    startWhatIsAway();
    alert.awaitReady();
    Receiver receiver = SHARED.receiver();
    try (Wire wire = Wire.connect(broker.bootstrapServers())) {
      wire.send(Change.opened("outage"));
      await().until(() -> receiver.of("outage").size() == 1);

      postgres.close();
      wire.send(Change.resolved("outage", 2), Change.reopened("outage", 3));
      await().until(() -> alert.log().contains("Database did not store a batch; trying again."));
      admin()
          .get("/api/v1/incidents")
          .then()
          .statusCode(503)
          .contentType("application/problem+json")
          .body("detail", containsString("database"));
      admin().get("/api/v1/status").then().body("staleSince", notNullValue());
      letItLast();
      startDatabase();

      await().until(() -> receiver.once("outage").size() == 3);
      admin()
          .get("/api/v1/incidents/outage")
          .then()
          .body(
              "timeline.type",
              contains("incident.opened", "incident.resolved", "incident.reopened"));
      assertThat(receiver.once("outage"))
          .extracting(Receiver.Got::type)
          .isEqualTo(List.of("incident.opened", "incident.resolved", "incident.reopened"));
    }
  }

  /** People go on working meanwhile, and who writes to Kafka does as well. */
  @Test
  @Order(3)
  void shouldLoseAndDoubleNothingWhenKafkaGoesAwayAmidManyChanges() throws Exception {
    startWhatIsAway();
    alert.awaitReady();
    Receiver receiver = SHARED.receiver();
    try (Wire wire = Wire.connect(broker.bootstrapServers())) {
      wire.sendAll(amid(Change::opened));
      await().until(() -> !receiver.of("amid-0").isEmpty());
      broker.close();
      CompletableFuture<Void> rest =
          CompletableFuture.runAsync(() -> wire.sendAll(amid(id -> Change.resolved(id, 2))));
      admin().get("/api/v1/status").then().statusCode(200);
      admin()
          .contentType("application/json")
          .body("{\"comment\":\"\"}")
          .post("/api/v1/incidents/amid-0/acknowledge")
          .then()
          .statusCode(200);
      await().until(() -> receiver.once("amid-0").size() == 2);
      letItLast();

      broker = LocalBroker.start(directory.resolve("kafka"), BROKER_PORT);
      rest.get();
    }

    await()
        .until(
            () ->
                admin()
                    .get("/api/v1/incidents?site=AMID&state=RESOLVED&limit=200")
                    .path("items.size()"),
            Integer.valueOf(MANY)::equals);
    await().until(() -> admin().get("/api/v1/status").path("counts.pendingDeliveries").equals(0));
    for (int i = 0; i < MANY; i++) {
      admin().get("/api/v1/incidents/amid-" + i).then().body("timeline.type", equalTo(stepsOf(i)));
      assertThat(receiver.once("amid-" + i)).extracting(Receiver.Got::type).isEqualTo(stepsOf(i));
    }
    assertThat(alert.log()).doesNotContain("already registered");
  }

  /** What is read and not stored is read again at the next start, and so no mistake. */
  @Test
  @Order(4)
  void shouldStopWithoutAlarmWhileTheDatabaseIsAway() throws Exception {
    startWhatIsAway();
    alert.awaitReady();
    try (Wire wire = Wire.connect(broker.bootstrapServers())) {
      String waiting = "Database did not store a batch; trying again.";
      long before = alert.log().lines().filter(line -> line.contains(waiting)).count();
      postgres.close();
      wire.sendAll(amid(id -> Change.reopened(id, 3)));
      await()
          .until(() -> alert.log().lines().filter(line -> line.contains(waiting)).count() > before);

      alert.close();

      assertThat(alert.log()).doesNotContain("nacked", "A failure has been reported");
    }
  }

  private static List<String> stepsOf(int incident) {
    return incident == 0
        ? List.of("incident.opened", "incident.acknowledged", "incident.resolved")
        : List.of("incident.opened", "incident.resolved");
  }

  private static List<Change> amid(Function<String, Change> kind) {
    return IntStream.range(0, MANY)
        .mapToObj(i -> kind.apply("amid-" + i).at("AMID", "mbx-amid-" + i))
        .toList();
  }
}
