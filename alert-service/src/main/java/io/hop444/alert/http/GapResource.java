/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Gap;
import io.hop444.alert.domain.Role;
import io.hop444.alert.event.GapJson;
import io.hop444.alert.postgres.PageKey;
import io.hop444.alert.postgres.PostgresGaps;
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

/** Gaps. */
@Path("/api/v1/gaps")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "gaps")
public class GapResource {

  private final PostgresGaps gaps;

  @Inject
  GapResource(PostgresGaps gaps) {
    this.gaps = gaps;
  }

  @GET
  @Operation(
      summary = "Evidence that should exist and was not collected, the last to have begun first.",
      description = "Role viewer. kind is the reason: NOT_COLLECTED, DELETED_UNREAD and so on.")
  @APIResponse(responseCode = "200", description = "A page; next is the cursor of the one after it")
  @APIResponse(responseCode = "400", description = "A parameter is wrong")
  public Page<GapJson> list(
      @Context RoutingContext context,
      @QueryParam("site") String site,
      @QueryParam("server") String server,
      @QueryParam("kind") String kind,
      @QueryParam("open") String open,
      @QueryParam("limit") String limit,
      @QueryParam("cursor") String cursor)
      throws SQLException {
    Caller caller = Caller.require(context, Role.VIEWER);
    int size = Parameters.limit(limit);
    List<Gap> found =
        gaps.page(
            new PostgresGaps.Question(
                caller.sites(),
                Parameters.text("site", site),
                Parameters.server("server", server),
                Parameters.text("kind", kind),
                Parameters.flag("open", open),
                Parameters.cursor(cursor),
                size + 1));
    return Page.of(found, size, GapJson::of, gap -> new PageKey(gap.firstAt(), gap.id()));
  }
}
