/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.access.Reveals;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.Role;
import io.hop444.alert.postgres.PostgresIncidentReader;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Many incidents at once, for other tools. */
@Path("/api/v1/export")
@Tag(name = "incidents")
public class ExportResource {

  private static final int DEFAULT_LIMIT = 10_000;
  private static final int MAX_LIMIT = 100_000;
  private static final String CSV = "text/csv";

  private final IncidentExport export;
  private final Reveals reveals;

  @Inject
  ExportResource(IncidentExport export, Reveals reveals) {
    this.export = export;
    this.reveals = reveals;
  }

  @GET
  @Path("/incidents")
  @Produces({MediaType.APPLICATION_JSON, CSV})
  @Operation(
      summary = "Incidents in one file.",
      description =
          "Role viewer. format is json (an array, one incident a line) or csv (RFC 4180, lists"
              + " joined by semicolons, without hops and evidence; a text that a spreadsheet would"
              + " take for a formula begins with an apostrophe). limit is 10,000 unless given, at"
              + " most 100,000. The other parameters are those of the list.")
  @APIResponse(
      responseCode = "200",
      description = "The file; it breaks off when the database fails amid it",
      content = {@Content(mediaType = MediaType.APPLICATION_JSON), @Content(mediaType = CSV)})
  @APIResponse(responseCode = "400", description = "A parameter is wrong")
  public Response incidents(
      @Context RoutingContext context,
      @QueryParam("format") String format,
      @QueryParam("site") String site,
      @QueryParam("backEnd") String backEnd,
      @QueryParam("cause") String cause,
      @QueryParam("state") String state,
      @QueryParam("q") String words,
      @QueryParam("sort") String sort,
      @QueryParam("limit") String limit)
      throws SQLException {
    Caller caller = Caller.require(context, Role.VIEWER);
    boolean csv = isCsv(format);
    PostgresIncidentReader.Question question =
        new PostgresIncidentReader.Question(
            caller.sites(),
            Parameters.text("site", site),
            Parameters.server("backEnd", backEnd),
            Parameters.oneOf("cause", cause, Parameters.names(Cause.values())),
            Parameters.oneOf("state", state, IncidentResource.STATES),
            Parameters.text("q", words),
            new PostgresIncidentReader.Slice(
                IncidentResource.order(sort),
                Optional.empty(),
                Parameters.limit(limit, DEFAULT_LIMIT, MAX_LIMIT)));
    reveals.note(context, caller);
    StreamingOutput file =
        csv ? out -> export.csv(question, out) : out -> export.json(question, out);
    return Response.ok(file)
        .type(csv ? CSV + ";charset=UTF-8" : MediaType.APPLICATION_JSON)
        .header(
            "Content-Disposition",
            "attachment; filename=\"incidents." + (csv ? "csv" : "json") + "\"")
        .build();
  }

  private static boolean isCsv(String format) {
    return switch (format == null ? "json" : format) {
      case "csv" -> true;
      case "json" -> false;
      default -> throw Problem.badRequest("format must be json or csv");
    };
  }
}
