/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hop444.alert.access.Caller;
import io.hop444.alert.access.Reveals;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.Role;
import io.hop444.alert.event.IncidentJson;
import io.hop444.alert.postgres.IncidentOrder;
import io.hop444.alert.postgres.PostgresIncidentReader;
import io.hop444.alert.postgres.PostgresTickets;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Incidents. */
@Singleton
@Path("/api/v1/incidents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "incidents")
public class IncidentResource {

  static final List<String> STATES = List.of("OPEN", "ACKNOWLEDGED", "RESOLVED");

  private final PostgresIncidentReader reader;
  private final PostgresTickets tickets;
  private final Reveals reveals;

  @Inject
  IncidentResource(PostgresIncidentReader reader, PostgresTickets tickets, Reveals reveals) {
    this.tickets = tickets;
    this.reveals = reveals;
    this.reader = reader;
  }

  /** An incident with its history. */
  public record Detail(
      @JsonUnwrapped IncidentJson incident,
      List<PostgresIncidentReader.Entry> timeline,
      List<PostgresTickets.Ticket> tickets,
      @JsonIgnore long revision)
      implements EntityTags.Revised {}

  @GET
  @Operation(
      summary = "Incidents, the last to have started first unless sort says otherwise.",
      description =
          "Role viewer. sort is newest, oldest, people (most of them first) or requests (most failed"
              + " ones first); a cursor is good for the sort of its page. cause and state take several values separated by commas. q finds incidents"
              + " with these words in their id, site, back end, summary or changedBy, in any case."
              + " Each item shows the most telling piece of its evidence; evidenceTotal says how many"
              + " there are, and the incident itself has all.")
  @APIResponse(responseCode = "200", description = "A page; next is the cursor of the one after it")
  @APIResponse(responseCode = "400", description = "A parameter is wrong")
  public Page<IncidentJson> list(
      @Context RoutingContext context,
      @QueryParam("site") String site,
      @QueryParam("backEnd") String backEnd,
      @QueryParam("cause") String cause,
      @QueryParam("state") String state,
      @QueryParam("q") String words,
      @QueryParam("sort") String sort,
      @QueryParam("limit") String limit,
      @QueryParam("cursor") String cursor)
      throws SQLException {
    Caller caller = Caller.require(context, Role.VIEWER);
    reveals.note(context, caller);
    int size = Parameters.limit(limit);
    IncidentOrder order = order(sort);
    List<PostgresIncidentReader.Listed> found =
        reader.page(
            new PostgresIncidentReader.Question(
                caller.sites(),
                Parameters.text("site", site),
                Parameters.server("backEnd", backEnd),
                Parameters.oneOf("cause", cause, Parameters.names(Cause.values())),
                Parameters.oneOf("state", state, STATES),
                Parameters.text("q", words),
                new PostgresIncidentReader.Slice(order, Parameters.cursor(cursor), size + 1)));
    return Page.of(
        found,
        size,
        listed -> IncidentJson.of(listed.incident(), listed.evidenceTotal()),
        listed -> order.key(listed.incident()));
  }

  /** The order with a name in lower case; the newest first where none is asked for. */
  static IncidentOrder order(String sort) {
    List<String> names =
        Stream.of(IncidentOrder.values())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .toList();
    List<String> asked = Parameters.oneOf("sort", sort, names);
    if (asked.size() > 1) {
      throw Problem.badRequest("sort must be one of " + String.join(", ", names));
    }
    return asked.isEmpty()
        ? IncidentOrder.NEWEST
        : IncidentOrder.valueOf(asked.get(0).toUpperCase(Locale.ROOT));
  }

  @GET
  @Path("/{id}")
  @Operation(
      summary = "One incident with all its evidence and its timeline.",
      description = "Role viewer.")
  @APIResponse(responseCode = "200", description = "The incident")
  @APIResponse(responseCode = "404", description = "There is no such incident")
  public Detail one(@Context RoutingContext context, @PathParam("id") String id)
      throws SQLException {
    Caller caller = Caller.require(context, Role.VIEWER);
    requireVisible(caller, id);
    reveals.note(context, caller);
    return detail(id);
  }

  /** An incident of a site the caller may not see does not exist for it. */
  void requireVisible(Caller caller, String id) throws SQLException {
    if (id.indexOf('\0') >= 0
        || reader.siteOf(id).filter(site -> caller.sites().includes(site)).isEmpty()) {
      throw Problem.notFound("there is no incident with this id");
    }
  }

  /** The incident as it is now. */
  Detail detail(String id) throws SQLException {
    PostgresIncidentReader.Told told =
        reader.find(id).orElseThrow(() -> Problem.notFound("there is no incident with this id"));
    return new Detail(
        IncidentJson.of(told.incident()),
        told.timeline(),
        tickets.of(id),
        told.incident().handling().revision());
  }
}
