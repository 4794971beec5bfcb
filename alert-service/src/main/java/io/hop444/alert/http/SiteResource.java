/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.postgres.PostgresIncidentReader;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sites. */
@Path("/api/v1/sites")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sites")
public class SiteResource {

  private final PostgresIncidentReader reader;

  @Inject
  SiteResource(PostgresIncidentReader reader) {
    this.reader = reader;
  }

  /** Names of sites. */
  public record Sites(List<String> items) {}

  @GET
  @Operation(
      summary = "Names of the caller's sites that have incidents, in order.",
      description = "Role viewer. What the filter of the incidents can be set to; at most 1,000.")
  @APIResponse(responseCode = "200", description = "The names")
  public Sites list(@Context RoutingContext context) throws SQLException {
    return new Sites(reader.sites(Caller.require(context, Role.VIEWER).sites()));
  }
}
