/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.access.Reveals;
import io.hop444.alert.domain.Finding;
import io.hop444.alert.domain.FindingKind;
import io.hop444.alert.domain.Role;
import io.hop444.alert.event.FindingJson;
import io.hop444.alert.postgres.PageKey;
import io.hop444.alert.postgres.PostgresFindings;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Findings. */
@Path("/api/v1/findings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "findings")
public class FindingResource {

  private final PostgresFindings findings;
  private final Reveals reveals;

  @Inject
  FindingResource(PostgresFindings findings, Reveals reveals) {
    this.findings = findings;
    this.reveals = reveals;
  }

  @GET
  @Operation(
      summary =
          "What was recognised and is deliberately no incident, the last to have begun first.",
      description = "Role viewer. kind takes several values separated by commas.")
  @APIResponse(responseCode = "200", description = "A page; next is the cursor of the one after it")
  @APIResponse(responseCode = "400", description = "A parameter is wrong")
  public Page<FindingJson> list(
      @Context RoutingContext context,
      @QueryParam("site") String site,
      @QueryParam("server") String server,
      @QueryParam("kind") String kind,
      @QueryParam("limit") String limit,
      @QueryParam("cursor") String cursor)
      throws SQLException {
    Caller caller = Caller.require(context, Role.VIEWER);
    reveals.note(context, caller);
    int size = Parameters.limit(limit);
    List<Finding> found =
        findings.page(
            new PostgresFindings.Question(
                caller.sites(),
                Parameters.text("site", site),
                Parameters.server("server", server),
                Parameters.oneOf("kind", kind, Parameters.names(FindingKind.values())),
                Parameters.cursor(cursor),
                size + 1));
    return Page.of(
        found,
        size,
        FindingJson::of,
        finding -> new PageKey(finding.period().firstAt(), finding.id()));
  }
}
