/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.postgres.PostgresWatched;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Parts of the system that must give signs of life. */
@Path("/api/v1/watched")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "status")
public class WatchedResource {

  private final PostgresWatched watched;

  @Inject
  WatchedResource(PostgresWatched watched) {
    this.watched = watched;
  }

  /** All of them. */
  public record All(List<PostgresWatched.Part> items) {}

  @GET
  @Operation(
      summary = "Collectors and the correlator: when each was seen, and which are quiet.",
      description = "Role viewer. The correlator concerns every site.")
  @APIResponse(responseCode = "200", description = "The parts")
  public All list(@Context RoutingContext context) throws SQLException {
    Caller caller = Caller.require(context, Role.VIEWER);
    return new All(watched.all(caller.sites()));
  }

  @DELETE
  @Path("/collectors/{name}")
  @Operation(
      summary = "Wait no more for a collector that was taken away.",
      description =
          "Role admin. It is not missed any more. If it gives a sign of life after all, it is watched"
              + " again.")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "404", description = "There is no such collector")
  public void forget(@Context RoutingContext context, @PathParam("name") String name)
      throws SQLException {
    Caller.require(context, Role.ADMIN);
    if (name.indexOf('\0') >= 0 || !watched.forgetCollector(name)) {
      throw Problem.notFound("there is no collector of this name; GET /api/v1/watched names all");
    }
  }
}
