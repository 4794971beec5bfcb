/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.postgres.Database;
import io.hop444.alert.postgres.PostgresWatched;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What runs here, how its parts do, and how much it has done. */
@Singleton
@Path("/api/v1/about")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "status")
public class AboutResource {

  private final Database database;
  private final PostgresWatched watched;
  private final Freshness freshness;
  private final MeterRegistry metrics;
  private final String version;

  @Inject
  AboutResource(
      Database database,
      PostgresWatched watched,
      Freshness freshness,
      MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.database = database;
    this.watched = watched;
    this.freshness = freshness;
    this.metrics = metrics;
    this.version = version;
  }

  /**
   * The replica that answers.
   *
   * @param databaseVersion null while the database is away; {@code watched} too
   * @param kafkaAwaySince null while Kafka answers
   * @param topics how far each is followed
   */
  public record About(
      String version,
      String java,
      Instant startedAt,
      String databaseVersion,
      Instant kafkaAwaySince,
      List<Freshness.Consumed> topics,
      List<PostgresWatched.Part> watched,
      Done done) {}

  /**
   * What this replica has done since it started; two answers give a rate.
   *
   * @param recordsStored by topic
   * @param recordsRefused that went to the dead letters
   * @param deliveries attempts by their outcome
   * @param feedClients at this moment
   */
  public record Done(
      Map<String, Long> recordsStored,
      long recordsRefused,
      Map<String, Long> deliveries,
      long feedClients) {}

  @GET
  @Operation(
      summary = "Versions, how the parts do, and how much was done.",
      description =
          "Role viewer. Numbers are of the replica that answers, since it started: the difference of two"
              + " answers is a rate. Answers also while the database or Kafka is away.")
  @APIResponse(responseCode = "200", description = "What runs here")
  public About about(@Context RoutingContext context) {
    Caller caller = Caller.require(context, Role.VIEWER);
    String databaseVersion = null;
    List<PostgresWatched.Part> parts = null;
    try {
      databaseVersion =
          database.read(connection -> connection.getMetaData().getDatabaseProductVersion());
      parts = watched.all(caller.sites());
    } catch (SQLException e) {
      // Shown as a missing version: this call is for the time when something is wrong.
    }
    return new About(
        version,
        System.getProperty("java.runtime.version"),
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
        databaseVersion,
        freshness.kafkaAwaySince().orElse(null),
        freshness.ofEveryTopic(),
        parts,
        done());
  }

  private Done done() {
    Gauge clients = metrics.find("alert.feed.clients").gauge();
    return new Done(
        sums("alert.records.stored", "topic"),
        sums("alert.records.refused", "topic").values().stream().mapToLong(Long::longValue).sum(),
        sums("alert.deliveries.attempted", "reason"),
        clients == null ? 0 : (long) clients.value());
  }

  private Map<String, Long> sums(String name, String tag) {
    Map<String, Long> sums = new TreeMap<>();
    for (Counter counter : metrics.find(name).counters()) {
      sums.merge(counter.getId().getTag(tag), (long) counter.count(), Long::sum);
    }
    return sums;
  }
}
