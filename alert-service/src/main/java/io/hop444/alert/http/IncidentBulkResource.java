/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.AuditFilter;
import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.postgres.PostgresIncidentStore;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What people do with many incidents at once. */
@Path("/api/v1/incidents/acknowledge")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "incidents")
public class IncidentBulkResource {

  private final PostgresIncidentStore store;

  @Inject
  IncidentBulkResource(PostgresIncidentStore store) {
    this.store = store;
  }

  /** Which incidents, and a word for the timeline of each. */
  public record Many(List<String> ids, String comment) {}

  /** What came of each, in the order of the request. */
  public record Results(List<Result> items) {}

  /**
   * What came of one.
   *
   * @param result ACKNOWLEDGED, NOT_OPEN (acknowledged or resolved already) or NOT_FOUND
   */
  public record Result(String id, String result) {}

  @POST
  @Operation(
      summary = "Take many open incidents at once.",
      description =
          "Role responder. At most "
              + Parameters.MAX_LIMIT
              + " ids. Those that are open are acknowledged, all of them or none when it fails; the"
              + " answer says what came of each.")
  @APIResponse(responseCode = "200", description = "What came of each")
  @APIResponse(responseCode = "400", description = "A value is wrong")
  public Results acknowledge(@Context RoutingContext context, Many many) throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    Set<String> ids = ids(many);
    AuditFilter.detail(context, String.join(" ", ids));
    Map<String, PostgresIncidentStore.Handled> handled =
        store.handleEach(
            caller.sites(),
            ids,
            caller.name(),
            IncidentActionResource.optional("comment", many.comment()),
            (incident, now) -> incident.onAcknowledge(caller.name(), now));
    return new Results(ids.stream().map(id -> new Result(id, word(handled.get(id)))).toList());
  }

  private static Set<String> ids(Many many) {
    List<String> ids = many == null || many.ids() == null ? List.of() : many.ids();
    if (ids.isEmpty()
        || ids.size() > Parameters.MAX_LIMIT
        || ids.stream().anyMatch(id -> id == null || id.indexOf('\0') >= 0)) {
      throw Problem.badRequest(
          "ids must be 1 to " + Parameters.MAX_LIMIT + " ids of incidents, without NUL in them");
    }
    return new LinkedHashSet<>(ids);
  }

  private static String word(PostgresIncidentStore.Handled handled) {
    return switch (handled) {
      case DONE -> "ACKNOWLEDGED";
      case NOTHING_TO_DO -> "NOT_OPEN";
      case NO_SUCH_INCIDENT -> "NOT_FOUND";
    };
  }
}
