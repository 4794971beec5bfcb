/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.FindingKind;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.postgres.PostgresDrills;
import io.hop444.alert.postgres.PostgresMuting;
import io.hop444.alert.problem.Problem;
import io.hop444.alert.receiver.TargetSpec;
import io.hop444.alert.routing.Recipient;
import io.hop444.alert.routing.Route;
import io.hop444.alert.routing.Routing;
import io.hop444.alert.routing.Subject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Routes: who would be told, and fire drills. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "routes")
public class RouteResource {

  private static final int MOST_MINUTES = 240;
  private static final int USUAL_MINUTES = 15;

  private final Routing routing;
  private final List<TargetSpec> targets;
  private final PostgresMuting mutings;
  private final PostgresDrills drills;
  private final Clock clock;

  @Inject
  RouteResource(CheckedConfig config, PostgresMuting mutings, PostgresDrills drills, Clock clock) {
    this.routing = config.routing();
    this.targets = config.targets();
    this.mutings = mutings;
    this.drills = drills;
    this.clock = clock;
  }

  /**
   * Something that might happen.
   *
   * @param cause of an incident; or
   * @param finding kind of a finding
   * @param at null for now
   */
  public record Case(
      String site, String server, String cause, String finding, String severity, String at) {}

  /**
   * What would come of it.
   *
   * @param mutedBy null when nothing mutes it
   */
  public record Answer(List<String> routes, Set<String> targets, String mutedBy) {}

  /**
   * A fire drill.
   *
   * @param minutes until its end is told; null for 15
   */
  public record Drill(String site, String server, String cause, Integer minutes) {}

  /** A drill that began; its deliveries are found by {@code subject}. */
  public record Begun(String subject, Set<String> targets) {}

  @GET
  @Path("/routes")
  @Operation(
      summary = "The routes as they are configured, and the targets.",
      description = "Role admin. Secrets, and addresses that may be secret, are not shown.")
  @APIResponse(responseCode = "200", description = "Routes, targets, and what holds notices back")
  public RoutingJson routes(@Context RoutingContext context) {
    Caller.require(context, Role.ADMIN);
    return RoutingJson.of(routing, targets);
  }

  @POST
  @Path("/routes/test")
  @Operation(
      summary = "Who would be told of this? Nothing is sent.",
      description =
          "Role admin. Give site, server, severity and either cause (an incident) or finding (its"
              + " kind); at is a time, else now is meant.")
  @APIResponse(responseCode = "200", description = "Routes, targets and what mutes them")
  @APIResponse(responseCode = "400", description = "A value is wrong")
  public Answer test(@Context RoutingContext context, Case asked) throws SQLException {
    Caller.require(context, Role.ADMIN);
    if (asked == null || (asked.cause() == null) == (asked.finding() == null)) {
      throw Problem.badRequest("give either cause or finding, with site, server and severity");
    }
    Subject subject =
        new Subject(
            name("site", asked.site()),
            name("server", asked.server()),
            one(
                Severity.values(),
                "severity",
                asked.severity() == null ? "OUTAGE" : asked.severity()),
            Optional.ofNullable(asked.cause()).map(text -> one(Cause.values(), "cause", text)),
            Optional.ofNullable(asked.finding())
                .map(text -> one(FindingKind.values(), "finding", text)));
    Instant at = asked.at() == null ? clock.instant() : instant(asked.at());
    List<Route> routes = routing.routesOf(subject, at);
    return new Answer(
        routes.stream().map(Route::name).toList(),
        Recipient.targets(routes).keySet(),
        mutings.all().of(subject, at).map(mute -> mute.by()).orElse(null));
  }

  @POST
  @Path("/drills")
  @Operation(
      summary = "Begin a fire drill.",
      description =
          "Role admin. The targets of the routes get an opening now and an end after minutes (15),"
              + " both marked as a drill; no incident is made. Silences do not mute a drill.")
  @APIResponse(responseCode = "200", description = "The drill began")
  @APIResponse(responseCode = "400", description = "A value is wrong")
  public Begun begin(@Context RoutingContext context, Drill drill) throws SQLException {
    Caller caller = Caller.require(context, Role.ADMIN);
    if (drill == null) {
      throw Problem.badRequest("give site, server and cause");
    }
    int minutes = drill.minutes() == null ? USUAL_MINUTES : drill.minutes();
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw Problem.badRequest("minutes must be a number from 1 to " + MOST_MINUTES);
    }
    Subject subject =
        new Subject(
            name("site", drill.site()),
            name("server", drill.server()),
            Severity.OUTAGE,
            Optional.of(one(Cause.values(), "cause", drill.cause())),
            Optional.empty());
    Set<String> targets = Recipient.targets(routing.routesOf(subject, clock.instant())).keySet();
    return new Begun(
        drills.begin(
            NoticeKind.DRILL, subject, targets, Duration.ofMinutes(minutes), caller.name()),
        targets);
  }

  @POST
  @Path("/drills/{subject}/end")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "End a fire drill now.", description = "Role admin.")
  @APIResponse(responseCode = "204", description = "Its end is on its way")
  @APIResponse(responseCode = "404", description = "There is no such drill, or it has ended")
  public void end(@Context RoutingContext context, @PathParam("subject") String subject)
      throws SQLException {
    Caller.require(context, Role.ADMIN);
    if (subject.indexOf('\0') >= 0 || !drills.end(subject)) {
      throw Problem.notFound("there is no drill of this name that has not ended");
    }
  }

  private static String name(String field, String text) {
    return Parameters.text(field, text).orElseThrow(() -> Problem.badRequest(field + " is needed"));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw Problem.badRequest("at must be a time such as 2026-11-20T10:05:00Z");
    }
  }

  private static <E extends Enum<E>> E one(E[] values, String field, String text) {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.badRequest(
                    field + " must be one of " + String.join(", ", Parameters.names(values))));
  }
}
