/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.postgres.PostgresTargets;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Receivers of webhooks. */
@Path("/api/v1/targets")
@Tag(name = "targets")
public class TargetResource {

  private final PostgresTargets targets;

  @Inject
  TargetResource(PostgresTargets targets) {
    this.targets = targets;
  }

  @POST
  @Path("/{name}/enable")
  @Operation(
      summary = "Send again to a target that answered 410.",
      description = "Role admin. What waited goes out. The one target of today is named default.")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "404", description = "There is no such target")
  public void enable(@Context RoutingContext context, @PathParam("name") String name)
      throws SQLException {
    Caller.require(context, Role.ADMIN);
    if (name.indexOf('\0') >= 0 || !targets.enable(name)) {
      throw Problem.notFound("there is no target with this name");
    }
  }
}
