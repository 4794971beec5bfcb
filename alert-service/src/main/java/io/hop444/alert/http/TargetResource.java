/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.postgres.PostgresDrills;
import io.hop444.alert.postgres.PostgresTargets;
import io.hop444.alert.problem.Problem;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Targets: who can be told. */
@Path("/api/v1/targets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "targets")
public class TargetResource {

  private static final int LONGEST_REASON = 500;

  private final PostgresTargets targets;
  private final PostgresDrills drills;

  @Inject
  TargetResource(PostgresTargets targets, PostgresDrills drills) {
    this.targets = targets;
    this.drills = drills;
  }

  /** Why a target gets nothing. */
  public record Reason(String reason) {}

  /** A test that began; its deliveries are found by {@code subject}. */
  public record Begun(String subject) {}

  /** All targets. */
  public record All(List<PostgresTargets.Standing> items) {}

  @GET
  @Operation(
      summary = "The targets, what waits for each, and which are disabled.",
      description = "Role admin. Addresses and secrets are not shown.")
  @APIResponse(responseCode = "200", description = "The targets")
  public All list(@Context RoutingContext context) throws SQLException {
    Caller.require(context, Role.ADMIN);
    return new All(targets.all());
  }

  @POST
  @Path("/{name}/enable")
  @Operation(
      summary = "Send to a target again.",
      description =
          "Role admin. What waited goes out. The target of the settings is named default.")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "404", description = "There is no such target")
  public void enable(@Context RoutingContext context, @PathParam("name") String name)
      throws SQLException {
    Caller.require(context, Role.ADMIN);
    requireKnown(name);
    targets.enable(name);
  }

  @POST
  @Path("/{name}/disable")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Send nothing to a target until it is enabled.",
      description =
          "Role admin. A reason is needed. What is meant for it waits, and is given up after"
              + " alert.webhook.give-up-after.")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "400", description = "There is no reason")
  @APIResponse(responseCode = "404", description = "There is no such target")
  public void disable(
      @Context RoutingContext context, @PathParam("name") String name, Reason reason)
      throws SQLException {
    Caller caller = Caller.require(context, Role.ADMIN);
    requireKnown(name);
    String why = reason == null || reason.reason() == null ? "" : reason.reason().strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON || why.indexOf('\0') >= 0) {
      throw Problem.badRequest("reason must have 1 to " + LONGEST_REASON + " characters");
    }
    targets.disable(name, why, caller.name());
  }

  @POST
  @Path("/{name}/test")
  @Operation(
      summary = "Tell a target that this is a test.",
      description =
          "Role admin. It gets an opening and an end, both marked as a test. What it answers is in the"
              + " deliveries with the answer's subject.")
  @APIResponse(responseCode = "200", description = "The test began")
  @APIResponse(responseCode = "404", description = "There is no such target")
  public Begun test(@Context RoutingContext context, @PathParam("name") String name)
      throws SQLException {
    Caller caller = Caller.require(context, Role.ADMIN);
    requireKnown(name);
    Subject nothing =
        new Subject("TEST", "test", Severity.INFO, Optional.empty(), Optional.empty());
    return new Begun(
        drills.begin(NoticeKind.TEST, nothing, List.of(name), Duration.ZERO, caller.name()));
  }

  private void requireKnown(String name) throws SQLException {
    if (targets.all().stream().noneMatch(target -> target.name().equals(name))) {
      throw Problem.notFound("there is no target with this name");
    }
  }
}
