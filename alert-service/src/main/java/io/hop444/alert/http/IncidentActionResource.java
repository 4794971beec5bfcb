/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.postgres.PostgresIncidentStore;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What people do with an incident. Each answers with the incident as it is then. */
@Path("/api/v1/incidents/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "incidents")
public class IncidentActionResource {

  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_NAME = 200;

  private final PostgresIncidentStore store;
  private final IncidentResource incidents;
  private final Duration reopenWindow;

  @Inject
  IncidentActionResource(
      PostgresIncidentStore store, IncidentResource incidents, CheckedConfig config) {
    this.store = store;
    this.incidents = incidents;
    this.reopenWindow = config.reopenWindow();
  }

  /** What a person says. */
  public record Comment(String comment) {}

  /** Why a person does it. */
  public record Reason(String reason) {}

  /**
   * Who is to work on it.
   *
   * @param assignee null for nobody
   */
  public record Assignment(String assignee, String comment) {}

  /** How bad it is. */
  public record Rating(String severity, String comment) {}

  @POST
  @Path("/acknowledge")
  @Operation(
      summary = "Take an open incident.",
      description =
          "Role responder. Receivers get incident.acknowledged; the comment stands in the timeline.")
  @APIResponse(responseCode = "200", description = "The incident, now acknowledged")
  @APIResponse(responseCode = "404", description = "There is no such incident")
  @APIResponse(responseCode = "409", description = "It is acknowledged or resolved already")
  public IncidentResource.Detail acknowledge(
      @Context RoutingContext context, @PathParam("id") String id, Comment comment)
      throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    return handle(
        context,
        id,
        caller,
        optional("comment", comment == null ? null : comment.comment()),
        (incident, now) -> incident.onAcknowledge(caller.name(), now),
        "only an open incident can be acknowledged; read it again");
  }

  @POST
  @Path("/resolve")
  @Operation(
      summary = "Resolve an incident without a proof of recovery.",
      description =
          "Role responder. A reason is needed. A failure of more than five minutes later opens the"
              + " incident again.")
  @APIResponse(responseCode = "200", description = "The incident, now resolved")
  @APIResponse(responseCode = "400", description = "There is no reason")
  @APIResponse(responseCode = "404", description = "There is no such incident")
  @APIResponse(responseCode = "409", description = "It is resolved already")
  public IncidentResource.Detail resolve(
      @Context RoutingContext context, @PathParam("id") String id, Reason reason)
      throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    String why = needed("reason", reason == null ? null : reason.reason(), LONGEST_TEXT);
    return handle(
        context,
        id,
        caller,
        why,
        (incident, now) -> incident.onResolve(caller.name(), why, now),
        "it is resolved already; read it again");
  }

  @POST
  @Path("/reopen")
  @Operation(
      summary = "Open a resolved incident again.",
      description =
          "Role responder. A reason is needed. Possible within alert.incidents.reopen-window after"
              + " its end; a failure after that is the back end's next generation.")
  @APIResponse(responseCode = "200", description = "The incident, now open")
  @APIResponse(responseCode = "400", description = "There is no reason")
  @APIResponse(responseCode = "404", description = "There is no such incident")
  @APIResponse(responseCode = "409", description = "It is not resolved, or for too long")
  public IncidentResource.Detail reopen(
      @Context RoutingContext context, @PathParam("id") String id, Reason reason)
      throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    String why = needed("reason", reason == null ? null : reason.reason(), LONGEST_TEXT);
    return handle(
        context,
        id,
        caller,
        why,
        (incident, now) -> incident.onReopen(reopenWindow, now),
        "only an incident that was resolved less than "
            + reopenWindow
            + " ago can be opened again; a failure after that is its next generation");
  }

  @POST
  @Path("/assign")
  @Operation(
      summary = "Say who works on an incident.",
      description = "Role responder. assignee null takes the assignment away.")
  @APIResponse(responseCode = "200", description = "The incident")
  @APIResponse(responseCode = "404", description = "There is no such incident")
  @APIResponse(responseCode = "409", description = "It is assigned so already")
  public IncidentResource.Detail assign(
      @Context RoutingContext context, @PathParam("id") String id, Assignment assignment)
      throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    if (assignment == null) {
      throw Problem.badRequest("send {\"assignee\": name or null}");
    }
    Optional<String> assignee =
        assignment.assignee() == null
            ? Optional.empty()
            : Optional.of(needed("assignee", assignment.assignee(), LONGEST_NAME));
    String comment = optional("comment", assignment.comment());
    String to = assignee.map(name -> "to " + name).orElse("to nobody");
    return handle(
        context,
        id,
        caller,
        comment.isEmpty() ? to : to + ": " + comment,
        (incident, now) -> incident.onAssign(assignee, now),
        "it is assigned so already");
  }

  @POST
  @Path("/severity")
  @Operation(
      summary = "Say how severe an incident is.",
      description =
          "Role responder. severity is OUTAGE, WARNING or INFO. Routes that ask for a severity see"
              + " the new one from the next event on.")
  @APIResponse(responseCode = "200", description = "The incident")
  @APIResponse(responseCode = "400", description = "There is no such severity")
  @APIResponse(responseCode = "404", description = "There is no such incident")
  @APIResponse(responseCode = "409", description = "It is that severe already")
  public IncidentResource.Detail severity(
      @Context RoutingContext context, @PathParam("id") String id, Rating rating)
      throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    Severity severity =
        Arrays.stream(Severity.values())
            .filter(one -> rating != null && one.name().equals(rating.severity()))
            .findFirst()
            .orElseThrow(() -> Problem.badRequest("severity must be OUTAGE, WARNING or INFO"));
    String comment = optional("comment", rating.comment());
    return handle(
        context,
        id,
        caller,
        comment.isEmpty() ? severity.name() : severity.name() + ": " + comment,
        (incident, now) -> incident.onSeverity(severity, now),
        "it has this severity already");
  }

  @POST
  @Path("/comments")
  @Operation(summary = "Say something in an incident's timeline.", description = "Role responder.")
  @APIResponse(responseCode = "200", description = "The incident")
  @APIResponse(responseCode = "400", description = "There is no comment")
  @APIResponse(responseCode = "404", description = "There is no such incident")
  public IncidentResource.Detail comment(
      @Context RoutingContext context, @PathParam("id") String id, Comment comment)
      throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    return handle(
        context,
        id,
        caller,
        needed("comment", comment == null ? null : comment.comment(), LONGEST_TEXT),
        (incident, now) -> Optional.of(incident.onComment(now)),
        "a comment is always possible");
  }

  private IncidentResource.Detail handle(
      RoutingContext context,
      String id,
      Caller caller,
      String text,
      PostgresIncidentStore.Wish wish,
      String conflict)
      throws SQLException {
    incidents.requireVisible(caller, id);
    String ifMatch = context.request().getHeader("If-Match");
    PostgresIncidentStore.Wish ofWhatWasSeen =
        (incident, now) -> {
          IfMatch.require(ifMatch, incident.handling().revision());
          return wish.of(incident, now);
        };
    return switch (store.handle(id, caller.name(), text, ofWhatWasSeen)) {
      case DONE -> incidents.detail(id);
      case NO_SUCH_INCIDENT -> throw Problem.notFound("there is no incident with this id");
      case NOTHING_TO_DO -> throw Problem.conflict(conflict);
    };
  }

  private static String needed(String name, String text, int longest) {
    String stripped = checked(name, text, longest);
    if (stripped.isEmpty()) {
      throw Problem.badRequest(name + " is needed");
    }
    return stripped;
  }

  static String optional(String name, String text) {
    return checked(name, text, LONGEST_TEXT);
  }

  private static String checked(String name, String text, int longest) {
    String stripped = text == null ? "" : text.strip();
    if (stripped.length() > longest || stripped.indexOf('\0') >= 0) {
      throw Problem.badRequest(
          name + " must have at most " + longest + " characters, and no NUL among them");
    }
    return stripped;
  }
}
