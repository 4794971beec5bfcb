/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hop444.alert.access.Caller;
import io.hop444.alert.delivery.Targets;
import io.hop444.alert.domain.Role;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.postgres.PageKey;
import io.hop444.alert.postgres.PostgresDeliveryLog;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was told to whom. */
@Path("/api/v1/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "deliveries")
public class DeliveryResource {

  private static final List<String> STATES =
      List.of("PENDING", "DELIVERED", "SUPERSEDED", "GIVEN_UP");

  /** Subjects of notices that are no incident's. */
  private static final Pattern OTHER = Pattern.compile("(drill|test|finding|group|watch):.*");

  private final PostgresDeliveryLog log;
  private final IncidentResource incidents;
  private final Targets targets;

  @Inject
  DeliveryResource(PostgresDeliveryLog log, IncidentResource incidents, Targets targets) {
    this.log = log;
    this.incidents = incidents;
    this.targets = targets;
  }

  /**
   * A delivery with what is sent and what was answered.
   *
   * @param request as it is written for its target, without secrets; null when its target or its
   *     text is not there any more
   */
  public record Detail(
      @JsonUnwrapped PostgresDeliveryLog.Entry delivery,
      String request,
      List<PostgresDeliveryLog.Failed> failedAttempts) {}

  @GET
  @Operation(
      summary = "What was told to whom, the newest first.",
      description =
          "Role admin; of one incident (incident=) role viewer. incident= takes the subjects of"
              + " drills, tests, findings, groups and the watch as well (role admin). state takes several values separated"
              + " by commas. nextAttemptAt says when a pending one is tried again.")
  @APIResponse(responseCode = "200", description = "A page; next is the cursor of the one after it")
  @APIResponse(responseCode = "400", description = "A parameter is wrong")
  public Page<PostgresDeliveryLog.Entry> list(
      @Context RoutingContext context,
      @QueryParam("incident") String incident,
      @QueryParam("target") String target,
      @QueryParam("state") String state,
      @QueryParam("limit") String limit,
      @QueryParam("cursor") String cursor)
      throws SQLException {
    Optional<String> subject = Parameters.text("incident", incident);
    if (subject.filter(name -> !OTHER.matcher(name).matches()).isPresent()) {
      incidents.requireVisible(Caller.require(context, Role.VIEWER), subject.get());
    } else {
      Caller.require(context, Role.ADMIN);
    }
    int size = Parameters.limit(limit);
    return Page.of(
        log.page(
            new PostgresDeliveryLog.Question(
                Parameters.text("target", target),
                subject,
                Parameters.oneOf("state", state, STATES),
                Parameters.cursor(cursor).map(key -> number(key.id())),
                size + 1)),
        size,
        entry -> entry,
        entry -> new PageKey(Instant.EPOCH, Long.toString(entry.id())));
  }

  @GET
  @Path("/{id}")
  @Operation(
      summary = "One delivery: request, answers, attempts, next try.",
      description = "Role admin.")
  @APIResponse(responseCode = "200", description = "The delivery")
  @APIResponse(responseCode = "404", description = "There is no such delivery")
  public Detail one(@Context RoutingContext context, @PathParam("id") String id)
      throws SQLException {
    Caller.require(context, Role.ADMIN);
    PostgresDeliveryLog.Told told = log.find(number(id)).orElseThrow(DeliveryResource::none);
    return new Detail(told.entry(), request(told).orElse(null), told.failed());
  }

  private Optional<String> request(PostgresDeliveryLog.Told told) {
    PostgresDeliveryLog.Entry entry = told.entry();
    return told.body() == null
        ? Optional.empty()
        : targets
            .sender(entry.target())
            .map(
                sender ->
                    sender.preview(
                        Notice.of(entry.webhookId(), entry.kind(), entry.subject(), told.body())));
  }

  @POST
  @Path("/{id}/replay")
  @Operation(
      summary = "Send a delivery again, now.",
      description =
          "Role admin. With the id it had: a receiver that has it already takes it once. Allowed in"
              + " any state.")
  @APIResponse(responseCode = "204", description = "It is on its way")
  @APIResponse(responseCode = "404", description = "There is no such delivery")
  @APIResponse(responseCode = "409", description = "It is being sent at the moment")
  public void replay(@Context RoutingContext context, @PathParam("id") String id)
      throws SQLException {
    Caller.require(context, Role.ADMIN);
    long number = number(id);
    if (log.find(number).isEmpty()) {
      throw none();
    }
    if (!log.replay(number)) {
      throw Problem.conflict("it is being sent at the moment; look again in a few seconds");
    }
  }

  private static Problem none() {
    return Problem.notFound("there is no delivery with this id");
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw none();
    }
  }
}
