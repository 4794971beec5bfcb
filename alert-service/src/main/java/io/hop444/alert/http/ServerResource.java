/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hop444.alert.access.Caller;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.Certificate;
import io.hop444.alert.domain.LogProgress;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.ServerName;
import io.hop444.alert.domain.ServerSnapshot;
import io.hop444.alert.postgres.PostgresEstate;
import io.hop444.alert.postgres.PostgresReadProgress;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One server. */
@Path("/api/v1/servers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "estate")
public class ServerResource {

  private final PostgresEstate estate;
  private final PostgresReadProgress progress;
  private final PostgresSnapshots snapshots;
  private final Duration quietAfter;
  private final Clock clock;

  @Inject
  ServerResource(
      PostgresEstate estate,
      PostgresReadProgress progress,
      PostgresSnapshots snapshots,
      CheckedConfig config,
      Clock clock) {
    this.estate = estate;
    this.progress = progress;
    this.snapshots = snapshots;
    this.quietAfter = config.routing().watch().collectorQuiet();
    this.clock = clock;
  }

  /** A server as the estate shows it, with its logs and what is bound. */
  public record Detail(
      String site,
      @JsonUnwrapped EstateResource.Server server,
      List<Log> logs,
      List<Snapshot> snapshots) {}

  /**
   * How far a log is read.
   *
   * @param log folder below the server's; empty for the server as a whole
   * @param lagBytes read by nobody yet
   * @param readUpTo event time of the latest row that was read; null when nothing was
   * @param seenAt when the collector last spoke of it
   * @param clockSkewSeconds the server's clock less the collector's; null while not known
   */
  public record Log(
      String log,
      String kind,
      String collector,
      String file,
      long offset,
      long size,
      long lagBytes,
      Instant readUpTo,
      Instant seenAt,
      Double clockSkewSeconds) {

    private static Log of(PostgresReadProgress.Known known) {
      LogProgress log = known.progress();
      return new Log(
          log.log(),
          log.kind(),
          log.collector(),
          log.file(),
          log.offset(),
          log.size(),
          log.lagBytes(),
          log.readUpTo(),
          known.seenAt(),
          log.clockSkew() == null ? null : log.clockSkew().toMillis() / 1_000.0);
    }
  }

  /**
   * What a source last showed.
   *
   * @param origin INVENTORY, NETSH (bindings only) or PROBE (what was served)
   * @param takenAt of the first snapshot that showed this; {@code lastTakenAt} of the last
   * @param probe null unless origin is PROBE
   */
  public record Snapshot(
      String origin,
      Instant takenAt,
      Instant lastTakenAt,
      String file,
      String fullName,
      Boolean allowsUntrusted,
      List<ServerSnapshot.Binding> bindings,
      List<ServerSnapshot.IisSite> iisSites,
      List<Held> certificates,
      ServerSnapshot.Probe probe) {

    static Snapshot of(PostgresSnapshots.Seen seen) {
      ServerSnapshot snapshot = seen.snapshot();
      return new Snapshot(
          snapshot.origin().name(),
          snapshot.takenAt(),
          seen.lastTakenAt(),
          snapshot.file(),
          snapshot.fullName(),
          snapshot.allowsUntrusted(),
          snapshot.bindings(),
          snapshot.iisSites(),
          snapshot.certificates().stream()
              .map(each -> new Held(each, snapshot.namesServer(each).orElse(null)))
              .toList(),
          snapshot.probe());
    }
  }

  /**
   * A certificate of a server.
   *
   * @param namesServer whether it carries a name of the server; null where it carries none at all
   */
  public record Held(@JsonUnwrapped Certificate certificate, Boolean namesServer) {}

  @GET
  @Path("/{site}/{server}")
  @Operation(
      summary = "One server: its state, how far its logs are read, and what is bound.",
      description =
          "Role viewer. Its incidents, findings and gaps are in those lists, by site and server.")
  @APIResponse(responseCode = "200", description = "The server")
  @APIResponse(responseCode = "404", description = "Nothing was ever heard of such a server")
  public Detail show(
      @Context RoutingContext context,
      @PathParam("site") String site,
      @PathParam("server") String server)
      throws SQLException {
    Caller caller = Caller.require(context, Role.VIEWER);
    ServerName name = new ServerName(site, server.toLowerCase(Locale.ROOT));
    Instant now = clock.instant();
    if (!caller.sites().includes(site) || (site + server).indexOf('\0') >= 0) {
      throw unknown();
    }
    PostgresEstate.Server found =
        estate.server(name, now.minus(EstateResource.RECENT)).orElseThrow(ServerResource::unknown);
    return new Detail(
        site,
        EstateResource.Server.of(found, quietAfter, now),
        progress.of(name).stream().map(Log::of).toList(),
        snapshots.at(name, now).stream().map(Snapshot::of).toList());
  }

  private static Problem unknown() {
    return Problem.notFound("nothing was ever heard of a server of this name at this site");
  }
}
