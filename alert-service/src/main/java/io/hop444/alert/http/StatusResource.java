/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.config.WebhookTarget;
import io.hop444.alert.domain.Role;
import io.hop444.alert.kafka.Intake;
import io.hop444.alert.kafka.KafkaWatch;
import io.hop444.alert.postgres.Database;
import io.hop444.alert.postgres.PostgresFeed;
import io.hop444.alert.postgres.PostgresIncidentReader;
import io.hop444.alert.postgres.PostgresTargets;
import io.hop444.schemas.Topic;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
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

  private static final List<Topic> TOPICS = List.of(Topic.INCIDENTS, Topic.FINDINGS, Topic.GAPS);

  @Inject KafkaWatch kafka;
  @Inject Intake intake;
  @Inject Database database;
  @Inject PostgresIncidentReader reader;
  @Inject PostgresFeed feed;
  @Inject PostgresTargets targets;
  @Inject CheckedConfig config;
  @Inject Clock clock;

  @ConfigProperty(name = "quarkus.application.version")
  String version;

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
      List<Consumed> topics,
      PostgresIncidentReader.Counts counts,
      Long feedCursor,
      Webhook webhook) {}

  /**
   * @param lastRecordAt wall clock of the last record stored; null since the start
   * @param waitingSince records wait for the database since then; null when none does
   * @param lag records not fetched yet; null when not known
   */
  public record Consumed(String topic, Instant lastRecordAt, Instant waitingSince, Long lag) {}

  /**
   * @param host of the target; null when none is configured
   * @param disabledSince the target answered 410; null while it gets notifications
   */
  public record Webhook(boolean configured, String host, Instant disabledSince) {}

  @GET
  @Operation(
      summary = "Versions, counts, and since when what is shown may be stale.",
      description = "Role viewer. Answers also while the database or Kafka is away.")
  @APIResponse(responseCode = "200", description = "The status")
  public Status status(@Context RoutingContext context) {
    Caller.require(context, Role.VIEWER);
    PostgresIncidentReader.Counts counts = null;
    Long cursor = null;
    Instant disabledSince = null;
    try {
      counts = reader.counts();
      cursor = feed.last();
      disabledSince = targets.disabledAt(WebhookTarget.NAME).orElse(null);
    } catch (SQLException e) {
      // Shown as databaseReachable: false.
    }
    Instant staleSince =
        Stream.concat(kafka.awaySince().stream(), intake.waitingSince().values().stream())
            .min(Comparator.naturalOrder())
            .orElse(null);
    return new Status(
        version,
        clock.instant(),
        staleSince,
        counts != null,
        kafka.awaySince().orElse(null),
        TOPICS.stream().map(this::consumed).toList(),
        counts,
        cursor,
        new Webhook(
            config.target().isPresent(),
            config.target().map(target -> target.url().getHost()).orElse(null),
            disabledSince));
  }

  private Consumed consumed(Topic topic) {
    OptionalLong lag = kafka.awaySince().isPresent() ? OptionalLong.empty() : kafka.lag(topic);
    return new Consumed(
        topic.topicName(),
        intake.lastRecordAt().get(topic),
        intake.waitingSince().get(topic),
        Optional.of(lag).filter(OptionalLong::isPresent).map(OptionalLong::getAsLong).orElse(null));
  }
}
