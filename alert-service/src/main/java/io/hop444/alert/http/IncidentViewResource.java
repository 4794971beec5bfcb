/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.CertificateCheck;
import io.hop444.alert.domain.Evidence;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.ServerName;
import io.hop444.alert.postgres.PostgresBlastRadius;
import io.hop444.alert.postgres.PostgresIncidentReader;
import io.hop444.alert.postgres.PostgresSnapshots;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What surrounds an incident: how far it reached, and the certificate it is about. */
@Path("/api/v1/incidents/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "incidents")
public class IncidentViewResource {

  /** A chart shows no more. */
  private static final int MOST_SAMPLES = 500;

  private final IncidentResource incidents;
  private final PostgresIncidentReader reader;
  private final PostgresBlastRadius radius;
  private final PostgresSnapshots snapshots;
  private final Clock clock;

  @Inject
  IncidentViewResource(
      IncidentResource incidents,
      PostgresIncidentReader reader,
      PostgresBlastRadius radius,
      PostgresSnapshots snapshots,
      Clock clock) {
    this.incidents = incidents;
    this.reader = reader;
    this.radius = radius;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /** How far an incident reached as time went by, oldest first. */
  public record Series(List<PostgresBlastRadius.Sample> items) {}

  /** The certificate on port 444, as it was while the incident failed last and as it is now. */
  public record Certificates(String site, String backEnd, View atFailure, View now) {}

  /**
   * What was known at a moment.
   *
   * @param checks what is expected beside what was seen
   * @param snapshots what each source had last shown
   */
  public record View(
      Instant at, List<CertificateCheck> checks, List<ServerResource.Snapshot> snapshots) {}

  @GET
  @Path("/blast-radius")
  @Operation(
      summary = "How many people and requests an incident hit as time went by.",
      description =
          "Role viewer. One item for each minute (event time) in which something changed, at most 500"
              + " evenly spread. Numbers count from the beginning of the incident.")
  @APIResponse(responseCode = "200", description = "The series, oldest first")
  @APIResponse(responseCode = "404", description = "There is no such incident")
  public Series blastRadius(@Context RoutingContext context, @PathParam("id") String id)
      throws SQLException {
    incidents.requireVisible(Caller.require(context, Role.VIEWER), id);
    return new Series(radius.series(id, MOST_SAMPLES));
  }

  @GET
  @Path("/certificate")
  @Operation(
      summary = "The certificate on port 444 as seen, beside what is expected of it.",
      description =
          "Role viewer. Twice: as it was at the incident's last failure, and as it is now.")
  @APIResponse(responseCode = "200", description = "What was seen and what is expected")
  @APIResponse(responseCode = "404", description = "There is no such incident")
  public Certificates certificate(@Context RoutingContext context, @PathParam("id") String id)
      throws SQLException {
    incidents.requireVisible(Caller.require(context, Role.VIEWER), id);
    Incident incident =
        reader
            .find(id)
            .orElseThrow(() -> Problem.notFound("there is no incident with this id"))
            .incident();
    ServerName server =
        new ServerName(incident.observed().key().site(), incident.observed().key().backEnd());
    List<Evidence> evidence = incident.observed().evidence();
    return new Certificates(
        server.site(),
        server.server(),
        view(server, evidence, incident.observed().course().lastFailureAt()),
        view(server, evidence, clock.instant()));
  }

  private View view(ServerName server, List<Evidence> evidence, Instant at) throws SQLException {
    List<PostgresSnapshots.Seen> seen = snapshots.at(server, at);
    List<CertificateCheck.Shown> shown =
        seen.stream()
            .map(
                one ->
                    new CertificateCheck.Shown(
                        one.snapshot(), one.lastTakenAt().isAfter(at) ? at : one.lastTakenAt()))
            .toList();
    return new View(
        at,
        CertificateCheck.of(server, evidence, shown, at),
        seen.stream().map(ServerResource.Snapshot::of).toList());
  }
}
