/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.postgres.PageKey;
import io.hop444.alert.postgres.PostgresAudit;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
public class AuditResource {

  private final PostgresAudit audit;

  @Inject
  AuditResource(PostgresAudit audit) {
    this.audit = audit;
  }

  @GET
  @Operation(
      summary = "Who changed what, and who was shown raw text of evidence; the last call first.",
      description =
          "Role admin. A change without a status was asked for and never answered: the service was"
              + " stopped amid it. revealed=true asks only for text that was shown, false only for"
              + " changes.")
  @APIResponse(responseCode = "200", description = "A page; next is the cursor of the one after it")
  @APIResponse(responseCode = "400", description = "A parameter is wrong")
  public Page<PostgresAudit.Entry> list(
      @Context RoutingContext context,
      @QueryParam("actor") String actor,
      @QueryParam("subject") String subject,
      @QueryParam("revealed") String revealed,
      @QueryParam("limit") String limit,
      @QueryParam("cursor") String cursor)
      throws SQLException {
    Caller.require(context, Role.ADMIN);
    int size = Parameters.limit(limit);
    Optional<PageKey> before = Parameters.cursor(cursor);
    if (before.isPresent() && !before.get().id().matches("[0-9]{1,18}")) {
      throw Problem.badRequest("cursor must be the value of next in the page before");
    }
    return Page.of(
        audit.page(
            new PostgresAudit.Question(
                Parameters.text("actor", actor),
                Parameters.text("subject", subject),
                Parameters.flag("revealed", revealed),
                before,
                size + 1)),
        size,
        entry -> entry,
        entry -> new PageKey(entry.at(), Long.toString(entry.id())));
  }
}
