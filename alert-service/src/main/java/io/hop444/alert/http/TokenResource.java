/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.access.Tokens;
import io.hop444.alert.domain.Role;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** API tokens. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tokens")
public class TokenResource {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  private final Tokens tokens;

  @Inject
  TokenResource(Tokens tokens) {
    this.tokens = tokens;
  }

  /** What the token is for. */
  public record Wanted(String name, String role) {}

  /** The token, shown this once. */
  public record Made(String name, String role, String token) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Make a token.",
      description =
          "Role admin. role is viewer, responder or admin. The token is shown this once; only its"
              + " hash is kept.")
  @APIResponse(responseCode = "201", description = "The token")
  @APIResponse(responseCode = "409", description = "The name is taken")
  public Response create(@Context RoutingContext context, Wanted wanted) throws SQLException {
    Caller caller = Caller.require(context, Role.ADMIN);
    if (wanted == null || wanted.name() == null || !NAME.matcher(wanted.name()).matches()) {
      throw Problem.badRequest("name must be 1 to 64 of the characters A-Z a-z 0-9 . _ @ -");
    }
    Role role = role(wanted.role());
    String token =
        tokens
            .create(wanted.name(), role, caller.name())
            .orElseThrow(() -> Problem.conflict("the name is taken; names are not used twice"));
    return Response.status(Response.Status.CREATED)
        .header("Cache-Control", "no-store")
        .entity(new Made(wanted.name(), role.name().toLowerCase(Locale.ROOT), token))
        .build();
  }

  private static Role role(String text) {
    for (Role role : Role.values()) {
      if (role.name().equalsIgnoreCase(text)) {
        return role;
      }
    }
    throw Problem.badRequest("role must be viewer, responder or admin");
  }

  @DELETE
  @Path("/{name}")
  @Operation(
      summary = "Make a token invalid.",
      description = "Role admin. In effect here at once, in other replicas within seconds.")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "404", description = "There is no such token")
  public void revoke(@Context RoutingContext context, @PathParam("name") String name)
      throws SQLException {
    Caller.require(context, Role.ADMIN);
    if (!NAME.matcher(name).matches() || !tokens.revoke(name)) {
      throw Problem.notFound("there is no valid token with this name");
    }
  }
}
