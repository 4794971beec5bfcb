/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.Role;
import io.hop444.alert.postgres.PostgresIncidentReader;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the service itself does. */
@Singleton
@Path("/api/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "status")
public class StatusResource {

  private final Freshness freshness;
  private final TableFigures tables;
  private final CheckedConfig config;
  private final Clock clock;
  private final String version;

  @Inject
  StatusResource(
      Freshness freshness,
      TableFigures tables,
      CheckedConfig config,
      Clock clock,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.freshness = freshness;
    this.tables = tables;
    this.config = config;
    this.clock = clock;
    this.version = version;
  }

  /**
   * @param staleSince what is shown may be older than the truth since then; null when it is not
   * @param counts null while the database is away
   * @param feedCursor newest cursor; null while the database is away
   */
  public record Status(
      String version,
      Instant now,
      Instant staleSince,
      boolean databaseReachable,
      Instant kafkaAwaySince,
      List<Freshness.Consumed> topics,
      PostgresIncidentReader.Counts counts,
      Long feedCursor,
      Webhook webhook) {}

  /**
   * @param configured whether anybody is told: by {@code alert.webhook.url} or a file of routes
   * @param targets how many are told; {@code GET /api/v1/targets} names them
   * @param host of the one that {@code alert.webhook.url} names; null when it is not set
   * @param disabledSince that one answered 410; null while it gets notifications
   */
  public record Webhook(boolean configured, int targets, String host, Instant disabledSince) {}

  @GET
  @Operation(
      summary = "Versions, counts, and since when what is shown may be stale.",
      description =
          "Role viewer. Counts are of the caller's sites. Answers also while the database or Kafka is"
              + " away.")
  @APIResponse(responseCode = "200", description = "The status")
  public Status status(@Context RoutingContext context) {
    Caller caller = Caller.require(context, Role.VIEWER);
    Optional<TableFigures.Figures> figures = tables.read(caller.sites());
    return new Status(
        version,
        clock.instant(),
        freshness.staleSince().orElse(null),
        figures.isPresent(),
        freshness.kafkaAwaySince().orElse(null),
        freshness.consumed(),
        figures.map(TableFigures.Figures::counts).orElse(null),
        figures.map(TableFigures.Figures::feedCursor).orElse(null),
        new Webhook(
            !config.targets().isEmpty(),
            config.targets().size(),
            config.target().map(target -> target.endpoint().host()).orElse(null),
            figures.flatMap(TableFigures.Figures::targetDisabledSince).orElse(null)));
  }
}
